import { Worker } from 'node:worker_threads'
import type { FieldConfig, PredictedField } from '../../contract/index.ts'
import type { WorkerAnswer, WorkerRequest } from './prediction-worker.ts'
import { type Predictor, type PredictorRequest, UnreadableDocumentError } from './predictor.ts'

/** `timeoutMs` is for one document, from when its turn comes; `memoryMb` is the worker's largest heap. */
export interface TextLayerPredictorOptions {
  timeoutMs?: number
  memoryMb?: number
}

/** A predictor with a worker thread, which `close` ends; documents that are being read then fail. */
export interface TextLayerPredictor extends Predictor, AsyncDisposable {
  close(): Promise<void>
}

interface Job {
  request: PredictorRequest
  signal: AbortSignal | undefined
  resolve(fields: PredictedField[]): void
  reject(error: unknown): void
}

const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js'

/**
 * The local platform's stand-in for a trained model: reads a PDF's text layer, and finds each field's value near
 * words that name the field. It knows invoices in English, German and French, and reads no images: a scan's fields
 * are all null. A function or `urlPredictor` can take its place.
 *
 * PDFs are parsed one at a time in a worker thread with a limit of time (20 s) and memory (512 MB), so that no
 * document stops or ends the process. The worker is started by the first PDF, kept, and never keeps a process alive.
 */
export function textLayerPredictor(options: TextLayerPredictorOptions = {}): TextLayerPredictor {
  const { timeoutMs = 20_000, memoryMb = 512 } = options
  const waiting: Job[] = []
  let worker: Worker | undefined
  let running: { job: Job; id: number; abandon(error: unknown): void } | undefined
  let lastId = 0
  let closed = false

  function startWorker(): Worker {
    const started = new Worker(new URL(`./prediction-worker.${extension}`, import.meta.url), {
      name: 'prediction',
      env: {},
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: memoryMb, maxYoungGenerationSizeMb: 64 },
    })
    started.unref()
    return started
  }

  async function dropWorker(): Promise<void> {
    const dropped = worker
    worker = undefined
    dropped?.removeAllListeners('exit')
    await dropped?.terminate()
  }

  function next(): void {
    if (running) return
    const job = waiting.shift()
    if (!job) return
    if (job.signal?.aborted) {
      job.reject(job.signal.reason)
      return next()
    }
    run(job)
  }

  function run(job: Job): void {
    const current = (worker ??= startWorker())
    const id = ++lastId
    const timer = setTimeout(
      () => abandon(new UnreadableDocumentError(`the PDF was not read within ${timeoutMs / 1000} s`)),
      timeoutMs,
    )
    const onAbort = () => abandon(job.signal?.reason)
    const onMessage = (answer: WorkerAnswer) => {
      if (answer.id !== id) return
      finish()
      if (answer.status === 'predicted') job.resolve(answer.fields)
      else if (answer.status === 'unreadable') job.reject(new UnreadableDocumentError(answer.message))
      else job.reject(new Error(`the text-layer predictor failed: ${answer.message}`))
      next()
    }
    const onError = (error: Error) => {
      const full = 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY'
      abandon(
        full
          ? new UnreadableDocumentError(`the PDF took more than ${memoryMb} MB to read`, { cause: error })
          : new Error(`the text-layer predictor's worker failed: ${error.message}`, { cause: error }),
      )
    }
    const onExit = () => abandon(new Error("the text-layer predictor's worker ended"))

    function finish(): void {
      clearTimeout(timer)
      job.signal?.removeEventListener('abort', onAbort)
      current.off('message', onMessage).off('error', onError).off('exit', onExit)
      // An error after the answer only ends this worker; the next document starts another.
      current.once('error', () => (worker = worker === current ? undefined : worker))
      current.unref()
      running = undefined
    }
    function abandon(error: unknown): void {
      finish()
      job.reject(error)
      void dropWorker().then(next)
    }

    running = { job, id, abandon }
    current.removeAllListeners('error')
    current.on('message', onMessage).on('error', onError).on('exit', onExit)
    current.ref()
    job.signal?.addEventListener('abort', onAbort, { once: true })
    current.postMessage(toWorkerRequest(id, job.request))
  }

  async function close(): Promise<void> {
    closed = true
    const error = new Error('the text-layer predictor was closed')
    for (const job of waiting.splice(0)) job.reject(error)
    const stopping = worker
    running?.abandon(error)
    await (worker ? dropWorker() : stopping?.terminate())
  }

  const predict: Predictor = async (request, { signal } = {}) => {
    signal?.throwIfAborted()
    if (closed) throw new Error('the text-layer predictor was closed')
    if (request.contentType !== 'application/pdf') return nothingFound(request.fieldConfig)
    return new Promise((resolve, reject) => {
      waiting.push({ request, signal, resolve, reject })
      next()
    })
  }
  return Object.assign(predict, { close, [Symbol.asyncDispose]: close })
}

/** The content is copied: the caller keeps its own. */
function toWorkerRequest(id: number, { content, fieldConfig, maxPages }: PredictorRequest): WorkerRequest {
  return { id, content: new Uint8Array(content), fieldConfig, maxPages }
}

function nothingFound(fieldConfig: FieldConfig): PredictedField[] {
  return Object.keys(fieldConfig).map((label) => ({ label, value: null, confidence: 0 }))
}
