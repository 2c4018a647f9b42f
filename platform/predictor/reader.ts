// One worker thread that reads one document after the other, within limits of time and memory.
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import type { PredictedField } from '../../contract/index.ts'
import { codeOf } from '../../contract/message-of.ts'
import type { WorkerAnswer, WorkerRequest } from './prediction-worker.ts'
import { UnreadableDocumentError } from './predictor.ts'

/** What one document may take. */
export interface ReaderLimits {
  /** In milliseconds. */
  timeoutMs: number
  /** Of heap, and of buffers, in MB each. */
  memoryMb: number
}

/** A worker thread that is started by its first document, and never keeps the process alive by itself. */
export interface Reader {
  /** @throws UnreadableDocumentError for a document that is broken, or that exceeds a limit */
  read(request: WorkerRequest, signal: AbortSignal): Promise<PredictedField[]>
  close(): Promise<void>
}

/** How often the buffers are looked at, in milliseconds. What is inflated meanwhile comes on top of the limit. */
const LOOK_MS = 25

const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js'

/** A reader whose worker has not started yet. */
export function createReader({ timeoutMs, memoryMb }: ReaderLimits): Reader {
  let worker: Worker | undefined
  const tooMuch = (cause?: unknown) =>
    new UnreadableDocumentError(`the PDF took more than ${memoryMb} MB to read`, { cause })

  function start(): Worker {
    const started = new Worker(new URL(`./prediction-worker.${extension}`, import.meta.url), {
      name: 'prediction',
      env: {},
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: memoryMb, maxYoungGenerationSizeMb: 64 },
    })
    started.unref()
    // An error after the answer only ends this worker; the next document starts another.
    started.on('error', () => {
      if (worker === started) worker = undefined
    })
    return started
  }

  async function drop(): Promise<void> {
    const dropped = worker
    worker = undefined
    await dropped?.terminate()
  }

  /** The engine limits a worker's heap, but not its buffers, which is where a PDF's streams are inflated. */
  async function watchBuffers(watched: Worker, signal: AbortSignal): Promise<never> {
    for (;;) {
      await sleep(LOOK_MS, undefined, { signal, ref: false })
      // Rejects before its start and after its end, of which others tell.
      const { external_memory: bytes } = await watched
        .getHeapStatistics()
        .catch(() => ({ external_memory: 0 }))
      if (bytes > memoryMb * 2 ** 20) throw tooMuch()
    }
  }

  async function late(signal: AbortSignal): Promise<never> {
    await sleep(timeoutMs, undefined, { signal })
    throw new UnreadableDocumentError(`the PDF was not read within ${timeoutMs / 1000} s`)
  }

  async function answerOf(current: Worker, signal: AbortSignal): Promise<WorkerAnswer> {
    const ended = once(current, 'exit', { signal }).then(() => {
      throw new Error("the text-layer predictor's worker ended")
    })
    const answered = once(current, 'message', { signal }).then(([message]) => message as WorkerAnswer)
    return Promise.race([answered, ended, late(signal), watchBuffers(current, signal)])
  }

  return {
    async read(request, signal) {
      signal.throwIfAborted()
      const current = (worker ??= start())
      const over = new AbortController()
      current.ref()
      current.postMessage(request)
      let answer: WorkerAnswer
      try {
        answer = await answerOf(current, AbortSignal.any([signal, over.signal]))
      } catch (error) {
        // It may still be at work on this document.
        await drop()
        signal.throwIfAborted()
        throw codeOf(error) === 'ERR_WORKER_OUT_OF_MEMORY' ? tooMuch(error) : error
      } finally {
        over.abort()
        current.unref()
      }
      if (answer.status === 'predicted') return answer.fields
      if (answer.status === 'unreadable') throw new UnreadableDocumentError(answer.message)
      throw new Error(`the text-layer predictor failed: ${answer.message}`)
    },
    close: drop,
  }
}
