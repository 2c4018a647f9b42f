import PQueue from 'p-queue'
import type { FieldConfig, PredictedField } from '../../contract/index.ts'
import type { Predictor } from './predictor.ts'
import { createReader, type Reader, type ReaderLimits } from './reader.ts'

/** The limits of one document. Its time runs from when its turn comes. */
export type TextLayerPredictorOptions = Partial<ReaderLimits>

/** A predictor with worker threads, which `close` ends; documents that are being read then fail. */
export interface TextLayerPredictor extends Predictor, AsyncDisposable {
  close(): Promise<void>
}

/** How many documents are read at once: one that is slow holds up no other. */
const AT_ONCE = 4

/**
 * The local platform's stand-in for a trained model: reads a PDF's text layer, and finds each field's value near
 * words that name the field. It knows invoices in English, German, French and Norwegian, and reads no images: a scan's fields
 * are all null. A function or `urlPredictor` can take its place.
 *
 * PDFs are parsed in worker threads with a limit of time (20 s) and memory (256 MB of heap, 256 MB of buffers) each, so that no document stops or ends the
 * process. A worker is started when all others read, and kept; none keeps a process alive.
 */
export function textLayerPredictor(options: TextLayerPredictorOptions = {}): TextLayerPredictor {
  const limits = { timeoutMs: 20_000, memoryMb: 256, ...options }
  const queue = new PQueue({ concurrency: AT_ONCE })
  const idle: Reader[] = []
  const all = new Set<Reader>()
  const closing = new AbortController()

  function openReader(): Reader {
    const reader = createReader(limits)
    all.add(reader)
    return reader
  }

  const predict: Predictor = async ({ contentType, content, fieldConfig, maxPages }, { signal } = {}) => {
    const over = AbortSignal.any([closing.signal, ...(signal ? [signal] : [])])
    over.throwIfAborted()
    if (contentType !== 'application/pdf') return nothingFound(fieldConfig)
    return queue.add(
      async () => {
        const reader = idle.pop() ?? openReader()
        try {
          // The content is copied: the caller keeps its own.
          return await reader.read({ content: new Uint8Array(content), fieldConfig, maxPages }, over)
        } finally {
          idle.push(reader)
        }
      },
      { signal: over },
    )
  }

  async function close(): Promise<void> {
    closing.abort(new Error('the text-layer predictor was closed'))
    await queue.onIdle()
    await Promise.all(Array.from(all, (reader) => reader.close()))
  }
  return Object.assign(predict, { close, [Symbol.asyncDispose]: close })
}

function nothingFound(fieldConfig: FieldConfig): PredictedField[] {
  return Object.keys(fieldConfig).map((label) => ({ label, value: null, confidence: 0 }))
}
