import PQueue from 'p-queue'
import type { FieldConfig, PredictedField } from '../../contract/index.ts'
import type { Predictor } from './predictor.ts'
import { createReader, LateError, type Reader, type ReaderLimits } from './reader.ts'
import type { ReadRequest } from './prediction-process.ts'

/** The limits of one document. Its time runs from when its turn comes. */
export type TextLayerPredictorOptions = Partial<Omit<ReaderLimits, 'cpuMs'>>

/** A predictor with processes of its own, which `close` ends; documents that are being read then fail. */
export interface TextLayerPredictor extends Predictor, AsyncDisposable {
  close(): Promise<void>
}

/** How many documents are read at once, and as many of those that take longer than they may there. */
const AT_ONCE = 2
/** The processor time that a document may take before it has to wait for others that are slow, in milliseconds. */
const QUICK_CPU_MS = 1000
const DEFAULTS = { timeoutMs: 20_000, memoryMb: 384 }

/**
 * The local platform's stand-in for a trained model: reads a PDF's text layer, and finds each field's value near
 * words that name the field. It knows invoices in English, German, French and Norwegian, and reads no images: a scan's fields
 * are all null. A function or `urlPredictor` can take its place.
 *
 * PDFs are read in processes with a limit of time (20 s) and memory (384 MB), two at once, so that no document stops or ends
 * this process. One that takes more than 1 s of processor time is begun again in one of two processes for such: it holds up no other. So four
 * read at the most, which take 2 GB at worst: the limit, and up to 100 MB each that is allocated between two looks at it. A
 * process is started when all others read, and kept; none keeps this process alive.
 */
export function textLayerPredictor(options: TextLayerPredictorOptions = {}): TextLayerPredictor {
  const limits = { ...DEFAULTS, ...options }
  const closing = new AbortController()
  const quick = lane({ ...limits, cpuMs: QUICK_CPU_MS })
  const slow = lane({ ...limits, cpuMs: limits.timeoutMs })

  const predict: Predictor = async ({ contentType, content, fieldConfig, maxPages }, { signal } = {}) => {
    const over = AbortSignal.any([closing.signal, ...(signal ? [signal] : [])])
    over.throwIfAborted()
    if (contentType !== 'application/pdf') return nothingFound(fieldConfig)
    const request = { content, fieldConfig, maxPages }
    try {
      return await quick.read(request, over)
    } catch (error) {
      if (!(error instanceof LateError)) throw error
      return slow.read(request, over)
    }
  }

  async function close(): Promise<void> {
    closing.abort(new Error('the text-layer predictor was closed'))
    await Promise.all([quick.close(), slow.close()])
  }
  return Object.assign(predict, { close, [Symbol.asyncDispose]: close })
}

/** Readers of the same limits: another is opened when all read, and kept. */
function lane(limits: ReaderLimits) {
  const queue = new PQueue({ concurrency: AT_ONCE })
  const all = new Set<Reader>()
  const idle: Reader[] = []

  function openReader(): Reader {
    const reader = createReader(limits)
    all.add(reader)
    return reader
  }

  async function readNow(request: ReadRequest, signal: AbortSignal): Promise<PredictedField[]> {
    const reader = idle.pop() ?? openReader()
    try {
      return await reader.read(request, signal)
    } finally {
      idle.push(reader)
    }
  }

  return {
    read: (request: ReadRequest, signal: AbortSignal) =>
      queue.add(() => readNow(request, signal), { signal }),
    async close(): Promise<void> {
      await queue.onIdle()
      await Promise.all(Array.from(all, (reader) => reader.close()))
    },
  }
}

function nothingFound(fieldConfig: FieldConfig): PredictedField[] {
  return Object.keys(fieldConfig).map((label) => ({ label, value: null, confidence: 0 }))
}
