// The program of the worker thread that `textLayerPredictor` starts: one request in, one answer out.
import { parentPort } from 'node:worker_threads'
import type { FieldConfig, PredictedField } from '../../contract/index.ts'
import { readTextItems } from './layout/read-text-items.ts'
import { predictFields } from './predict-fields.ts'
import { UnreadableDocumentError } from './predictor.ts'

/** What the worker is asked. */
export interface WorkerRequest {
  content: Uint8Array
  fieldConfig: FieldConfig
  maxPages: number
}

/** What the worker answers; `unreadable` says what is wrong with the document, `failed` what is wrong with us. */
export type WorkerAnswer =
  | { status: 'predicted'; fields: PredictedField[] }
  | { status: 'unreadable'; message: string }
  | { status: 'failed'; message: string }

async function answer({ content, fieldConfig, maxPages }: WorkerRequest): Promise<WorkerAnswer> {
  try {
    const pages = await readTextItems(content, maxPages)
    return { status: 'predicted', fields: predictFields(pages, fieldConfig) }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    return { status: error instanceof UnreadableDocumentError ? 'unreadable' : 'failed', message }
  }
}

parentPort?.on('message', async (request: WorkerRequest) => {
  parentPort?.postMessage(await answer(request))
})
