import type { ContentType, FieldConfig, PredictedField } from '../../contract/index.ts'

/** One document and the fields to find on its first `maxPages` (1 to 3) pages. */
export interface PredictorRequest {
  /** Whose content it is, and which model is asked: for predictors that know some by their ids. */
  documentId: string
  modelId: string
  content: Uint8Array
  contentType: ContentType
  fieldConfig: FieldConfig
  maxPages: number
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
