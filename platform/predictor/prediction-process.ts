// The program of the process that a `Reader` starts: one request in, one answer out.
import { setPriority } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { FieldConfig, PredictedField } from '../../contract/index.ts'
import { readTextItems } from './layout/read-text-items.ts'
import { predictFields } from './predict-fields.ts'
import { UnreadableDocumentError } from './predictor.ts'

/** What the process is asked. */
export interface ReadRequest {
  content: Uint8Array
  fieldConfig: FieldConfig
  maxPages: number
}

/** What the process answers; `unreadable` says what is wrong with the document, `failed` what is wrong with us. */
export type ReadAnswer =
  | { status: 'predicted'; fields: PredictedField[] }
  | { status: 'unreadable'; message: string }
  | { status: 'failed'; message: string }

/** How much less urgent it is than what answers requests, as a nice value. */
const NICE = 10

async function answer({ content, fieldConfig, maxPages }: ReadRequest): Promise<ReadAnswer> {
  try {
    const pages = await readTextItems(content, maxPages)
    return { status: 'predicted', fields: predictFields(pages, fieldConfig) }
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    return { status: error instanceof UnreadableDocumentError ? 'unreadable' : 'failed', message }
  }
}

const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js'
const [memoryMb, cpuMs] = process.argv.slice(2).map(Number)
const limits = new Worker(new URL(`./reading-limits.${extension}`, import.meta.url), {
  workerData: { most: (memoryMb ?? 0) * 2 ** 20, cpuMs },
})
limits.unref()
// That thread is as urgent as before.
setPriority(NICE)

// A terminal's Ctrl-C comes to all processes of a command. This one ends with its parent.
for (const signal of ['SIGINT', 'SIGHUP'] as const) process.on(signal, () => undefined)
process.on('disconnect', () => process.exit())
process.on('message', async (request: ReadRequest) => {
  limits.postMessage(true)
  process.send?.(await answer(request))
  limits.postMessage(false)
})
