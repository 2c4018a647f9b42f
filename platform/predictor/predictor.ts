/** How a field's value is written; the type says which characters it may hold. */
export type FieldType =
  | 'date'
  | 'amount'
  | 'number'
  | 'letter'
  | 'phone'
  | 'alphanum'
  | 'alphanumext'
  | 'all'
  | 'string'
  | 'digits'

/** What a model predicts: for each label its type and its longest value in characters. */
export type FieldConfig = Record<string, { type: FieldType; maxLength: number; description?: string | null }>

/** The kinds of document that can be predicted on. */
export type DocumentContentType = 'application/pdf' | 'image/jpeg' | 'image/png' | 'image/tiff'

/** One document and the fields to find on its first `maxPages` (1 to 3) pages. */
export interface PredictorRequest {
  content: Uint8Array
  contentType: DocumentContentType
  fieldConfig: FieldConfig
  maxPages: number
}

/** What was found for one label: `value` is null and `confidence` 0 when nothing was; confidence is 0 to 1. */
export interface PredictedField {
  label: string
  value: string | null
  confidence: number
}

/**
 * Predicts a document's fields: one entry for each label of `fieldConfig`, in its order.
 * Throws `UnreadableDocumentError` when the document itself is at fault.
 */
export type Predictor = (
  request: PredictorRequest,
  options?: { signal?: AbortSignal },
) => Promise<PredictedField[]>

/** The document can't be read, and trying again won't help; the message says what is wrong with it. */
export class UnreadableDocumentError extends Error {
  override readonly name = 'UnreadableDocumentError'
}
