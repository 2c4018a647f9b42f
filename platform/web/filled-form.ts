import * as z from 'zod/mini'
import type { JsonObject } from '../../contract/index.ts'
import type { FormField, FormShape } from './fields.ts'
import { checkInput } from './input.ts'

/** The name of the field for JSON. */
export const JSON_FIELD = 'output'
/** What stands before a label in a form, so that no label is taken for something else. */
const PREFIX = 'field.'

/** A field as it stands in a form. */
export interface FilledField extends FormField {
  name: string
  value: string
  /** The model's; undefined where no model read it. */
  confidence: number | undefined
  fault: string | undefined
}

const Predictions = z.array(
  z.looseObject({ label: z.string(), value: z.unknown(), confidence: z.optional(z.number()) }),
)

/** The fields with what the input says of them. */
export function prefilled({ fields }: FormShape, input: JsonObject): FilledField[] {
  const predictions = Predictions.safeParse(input['predictions']).data ?? []
  return fields.map((field) => {
    const read = predictions.find(({ label }) => label === field.label)
    const value = read ? read.value : input[field.label]
    const isShown = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
    return {
      ...field,
      name: PREFIX + field.label,
      value: isShown ? String(value) : '',
      confidence: read?.confidence,
      fault: undefined,
    }
  })
}

/** The fields with what a person wrote, and what is wrong with it. */
export function readFields(shape: FormShape, input: JsonObject, form: URLSearchParams): FilledField[] {
  return prefilled(shape, input).map((field) => {
    const value = (form.get(field.name) ?? '').trim()
    return { ...field, value, fault: faultOf(field, value) }
  })
}

const EXPECTED: Partial<Record<FormField['kind'], [pattern: RegExp, example: string]>> = {
  date: [/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/, 'a date like 2026-03-12'],
  amount: [/^-?\d+(\.\d+)?$/, 'an amount like 1234.50'],
  number: [/^-?\d+(\.\d+)?$/, 'a number like 12 or 0.5'],
}

function faultOf({ kind, isRequired, maxLength, options }: FormField, value: string): string | undefined {
  if (value === '') return isRequired ? 'This is needed' : undefined
  if (maxLength !== undefined && value.length > maxLength) return `At most ${maxLength} characters`
  if (kind === 'choice' && !options.includes(value)) return `One of ${options.join(', ')}`
  const [pattern, example] = EXPECTED[kind] ?? []
  return pattern && !pattern.test(value) ? `Expected ${example}` : undefined
}

/** What a person's work comes to: the output, or what is wrong. */
export async function outputOf(
  { makes }: FormShape,
  fields: FilledField[],
  input: JsonObject,
  form: URLSearchParams,
  schema: JsonObject | undefined,
): Promise<{ output: JsonObject } | { message: string }> {
  if (fields.some(({ fault }) => fault !== undefined)) return { message: 'Some fields need another look' }
  if (makes === 'predictions') {
    // A person has looked at each of them.
    const predictions = fields.map(({ label, value }) => ({ label, value: value || null, confidence: 1 }))
    return { output: { ...input, predictions } }
  }
  const text =
    makes === 'json'
      ? (form.get(JSON_FIELD) ?? '')
      : JSON.stringify(
          Object.fromEntries(
            fields.flatMap((field) => (field.value === '' ? [] : [[field.label, typed(field)]])),
          ),
        )
  const checked = await checkInput(text, schema)
  return 'input' in checked ? { output: checked.input } : checked
}

function typed({ kind, value }: FilledField): string | number | boolean {
  if (kind === 'number' || kind === 'amount') return Number(value)
  return kind === 'yes or no' ? value === 'true' : value
}
