import * as z from 'zod/mini'
import type { JsonObject } from '../../contract/index.ts'
import type { FormField, FormShape } from './fields.ts'
import { checkInput } from './input.ts'

/** The name of the field for JSON. */
export const JSON_FIELD = 'output'
/** Precedes a label in the form, so that no label collides with another field's name. */
const PREFIX = 'field.'

/** A field and its value in a form. */
export interface FilledField extends FormField {
  name: string
  value: string
  /** As it came in; undefined where it did not. */
  given: unknown
  /** Whether a text shows all of the given value: a list or an object is shown, and leaves as it came. */
  isEditable: boolean
  /** The model's; undefined where no model read it. */
  confidence: number | undefined
  fault: string | undefined
}

const Prediction = z.looseObject({
  label: z.string(),
  value: z.unknown(),
  confidence: z.optional(z.number()),
})
const Predictions = z.array(z.unknown())

/** What the input has under `predictions`, and each as far as it is one. */
function predictionsIn(input: JsonObject) {
  const all = Predictions.safeParse(input['predictions']).data ?? []
  return all.map((raw) => ({ raw, prediction: Prediction.safeParse(raw).data }))
}

/** The fields, filled with the input's values. */
export function prefilled({ fields }: FormShape, input: JsonObject): FilledField[] {
  const predictions = predictionsIn(input)
  return fields.map((field) => {
    const read = predictions.find(({ prediction }) => prediction?.label === field.label)?.prediction
    const value = read ? read.value : input[field.label]
    return {
      ...field,
      name: PREFIX + field.label,
      value: textOf(value),
      given: value,
      isEditable: typeof value !== 'object' || value === null,
      confidence: read?.confidence,
      fault: undefined,
    }
  })
}

/** A value as it stands in a form, whose fields have no line breaks. */
function textOf(value: unknown): string {
  const isShown = typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean'
  return isShown ? String(value).replaceAll(/[\r\n]/g, '') : ''
}

/** Whether a person left a field as they found it. */
function isUntouched({ value, given, isEditable }: FilledField): boolean {
  return !isEditable || value === textOf(given).trim()
}

/** The fields, filled with what a person wrote, and what is wrong with it. */
export function readFields(shape: FormShape, input: JsonObject, form: URLSearchParams): FilledField[] {
  return prefilled(shape, input).map((field) => {
    const value = field.isEditable ? (form.get(field.name) ?? '').trim() : ''
    return { ...field, value, fault: field.isEditable ? faultOf(field, value) : undefined }
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
    return { output: { ...input, ...predictionsOf(input, fields) } }
  }
  const text =
    makes === 'json'
      ? (form.get(JSON_FIELD) ?? '')
      : JSON.stringify(
          Object.fromEntries(fields.flatMap((field) => valueOf(field).map((value) => [field.label, value]))),
        )
  const checked = await checkInput(text, schema)
  return 'input' in checked ? { output: checked.input } : checked
}

/**
 * The input's predictions with what a person made of them: what they confirmed or wrote has confidence 1, what they left empty
 * or could not edit is as it came, and so is all that no field is for.
 */
function predictionsOf(input: JsonObject, fields: FilledField[]): { predictions?: unknown[] } {
  const given = predictionsIn(input)
  const left = new Map(fields.map((field) => [field.label, field]))
  const predictions = given.map(({ raw, prediction }) => {
    const field = prediction && left.get(prediction.label)
    if (!field) return raw
    // Of several of one label the form shows the first.
    left.delete(field.label)
    if (!field.isEditable || (field.value === '' && isUntouched(field))) return raw
    const value = isUntouched(field) ? field.given : field.value === '' ? null : likeGiven(field)
    return { ...prediction, value, confidence: 1 }
  })
  const added = [...left.values()].flatMap((field) =>
    field.isEditable && field.value !== ''
      ? [{ label: field.label, value: isUntouched(field) ? field.given : field.value, confidence: 1 }]
      : [],
  )
  return given.length + added.length > 0 ? { predictions: [...predictions, ...added] } : {}
}

/** What a person wrote, as a value of the type that came in. */
function likeGiven({ given, value }: FilledField): unknown {
  if (typeof given === 'number' && value !== '' && Number.isFinite(Number(value))) return Number(value)
  return typeof given === 'boolean' && (value === 'true' || value === 'false') ? value === 'true' : value
}

/** A field's value in an object; none where it is left out. */
function valueOf(field: FilledField): unknown[] {
  if (!field.isEditable) return [field.given]
  return field.value === '' ? [] : [typed(field)]
}

function typed({ kind, value }: FilledField): string | number | boolean {
  if (kind === 'number' || kind === 'amount') return Number(value)
  return kind === 'yes or no' ? value === 'true' : value
}
