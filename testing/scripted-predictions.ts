import { PredictedField, type ContentType, type FieldConfig } from '../contract/index.ts'
import type { Predictor } from '../platform/index.ts'

/** What the stand-in for the models finds, by label: a value (with confidence 0.99), a value and its confidence, or nothing. */
export type PredictedValues = Readonly<
  Record<string, string | null | { value: string | null; confidence: number }>
>

/** What a prediction is asked of. */
export interface PredictionRequest {
  /** The document's name in the harness's options; undefined for one that the handler has made. */
  document: string | undefined
  /** The model's name there. */
  model: string | undefined
  documentId: string
  modelId: string
  contentType: ContentType
  fieldConfig: FieldConfig
}

/** What the models answer: the same to everything, or what a function says. */
export type Predictions =
  | PredictedValues
  | readonly PredictedField[]
  | ((
      request: PredictionRequest,
    ) => PredictedValues | readonly PredictedField[] | Promise<PredictedValues | readonly PredictedField[]>)

/** A predictor that says what it was told to. */
export function scriptedPredictor(
  predictions: Predictions,
  nameOf: (id: string) => string | undefined,
): Predictor {
  if (typeof predictions !== 'function') {
    const fields = toFields(predictions)
    return () => Promise.resolve(fields)
  }
  return async ({ documentId, modelId, contentType, fieldConfig }) => {
    const names = { document: nameOf(documentId), model: nameOf(modelId) }
    return toFields(await predictions({ ...names, documentId, modelId, contentType, fieldConfig }))
  }
}

/** The fields that predictions which are the same to everything have: the default model's. */
export function labelsOf(predictions: Predictions): string[] {
  return typeof predictions === 'function' ? [] : toFields(predictions).map(({ label }) => label)
}

function toFields(predicted: PredictedValues | readonly PredictedField[]): PredictedField[] {
  const fields = Array.isArray(predicted)
    ? (predicted as readonly PredictedField[])
    : Object.entries(predicted as PredictedValues).map(([label, found]) => ({
        label,
        ...(found !== null && typeof found === 'object'
          ? found
          : { value: found, confidence: found === null ? 0 : 0.99 }),
      }))
  return fields.map((field) => {
    const { data, error } = PredictedField.safeParse(field)
    if (data) return data
    const { path, message } = error.issues[0] ?? { path: [], message: 'malformed' }
    throw new TypeError(`predictions.${field.label} can't be a model's answer: ${path.join('.')} ${message}`)
  })
}
