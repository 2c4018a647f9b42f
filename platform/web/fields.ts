import * as z from 'zod/mini'
import {
  FieldConfig,
  ManualParameters,
  ModelId,
  type JsonObject,
  type Transition,
} from '../../contract/index.ts'
import type { Store } from '../store/store.ts'
import { words } from './html/words.ts'

/** What kind of value a field takes. */
export type FieldKind = 'text' | 'date' | 'amount' | 'number' | 'yes or no' | 'choice'

/** A field of a form for a person. */
export interface FormField {
  label: string
  title: string
  kind: FieldKind
  description: string | undefined
  isRequired: boolean
  maxLength: number | undefined
  /** Of a choice. */
  options: readonly string[]
}

/** What a person fills in. */
export interface FormShape {
  fields: FormField[]
  /**
   * - `predictions`: the output is the input, with `predictions` as the person left them.
   * - `object`: the output is an object with a field each.
   * - `json`: there are no fields; the output is written as JSON.
   */
  makes: 'predictions' | 'object' | 'json'
}

/** A `fieldConfig` asset: a model's field config, with more that is for people. */
const AssetConfig = z.record(
  z.string(),
  z.looseObject({
    type: z.optional(z.string()),
    display: z.optional(z.string()),
    description: z.optional(z.nullable(z.string())),
    required: z.optional(z.boolean()),
    maxLength: z.optional(z.number()),
    enum: z.optional(z.array(z.string())),
  }),
)

const Property = z.looseObject({
  type: z.optional(z.union([z.string(), z.array(z.string())])),
  title: z.optional(z.string()),
  description: z.optional(z.string()),
  format: z.optional(z.string()),
  maxLength: z.optional(z.number()),
  enum: z.optional(z.array(z.unknown())),
})
const ObjectSchema = z.looseObject({
  properties: z.record(z.string(), Property),
  required: z.optional(z.array(z.string())),
})

const Labels = z.array(z.looseObject({ label: z.string() })).check(z.minLength(1))

/**
 * The form of a manual transition's work: by its asset `fieldConfig`, its schema of outputs, the field config of the model in
 * the input, or what was predicted; where there is none of them, JSON.
 */
export async function formShape(store: Store, transition: Transition, input: JsonObject): Promise<FormShape> {
  const { assets } = ManualParameters.safeParse(transition.parameters).data ?? {}
  const asset = assets?.['fieldConfig'] && (await store.getContent(assets['fieldConfig']))
  const config = AssetConfig.safeParse(asset && parse(Buffer.from(asset).toString())).data
  if (config) return { makes: 'predictions', fields: fieldsOf(config) }

  const schema = ObjectSchema.safeParse(transition.outputJsonSchema).data
  if (schema) return { makes: 'object', fields: schemaFields(schema) }

  const { data: modelId } = ModelId.safeParse(input['modelId'])
  const model = modelId && (await store.get('models', modelId))
  if (model) return { makes: 'predictions', fields: fieldsOf(FieldConfig.parse(model.fieldConfig)) }

  const predicted = Labels.safeParse(input['predictions']).data
  if (predicted) {
    const config = Object.fromEntries(predicted.map(({ label }) => [label, { type: 'string' }]))
    return { makes: 'predictions', fields: fieldsOf(config) }
  }
  return { makes: 'json', fields: [] }
}

function fieldsOf(config: z.infer<typeof AssetConfig>): FormField[] {
  return Object.entries(config).map(([label, field]) => ({
    label,
    title: field.display ?? words(label),
    kind: field.enum ? 'choice' : (KINDS[field.type ?? ''] ?? 'text'),
    description: field.description ?? undefined,
    isRequired: field.required ?? false,
    maxLength: field.maxLength,
    options: field.enum ?? [],
  }))
}

const KINDS: Record<string, FieldKind> = {
  amount: 'amount',
  date: 'date',
  number: 'number',
  integer: 'number',
  boolean: 'yes or no',
}

function schemaFields({ properties, required = [] }: z.infer<typeof ObjectSchema>): FormField[] {
  return Object.entries(properties).map(([label, property]) => {
    const type = [property.type].flat().find((one) => one !== 'null') ?? ''
    const options = property.enum?.flatMap((one) => (typeof one === 'string' ? [one] : [])) ?? []
    return {
      label,
      title: property.title ?? words(label),
      kind: options.length > 0 ? 'choice' : property.format === 'date' ? 'date' : (KINDS[type] ?? 'text'),
      description: property.description,
      isRequired: required.includes(label),
      maxLength: property.maxLength,
      options,
    }
  })
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
