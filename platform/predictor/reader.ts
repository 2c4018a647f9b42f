// One process that reads one document after the other, within limits of time and memory.
import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import type { PredictedField } from '../../contract/index.ts'
import { UnreadableDocumentError } from './predictor.ts'
import type { ReadAnswer, ReadRequest } from './prediction-process.ts'

/** What one document may take. */
export interface ReaderLimits {
  /** In milliseconds. */
  timeoutMs: number
  /** What the process that reads it may have in memory, in MB, with the hundred that it has before it reads. */
  memoryMb: number
  /** What it may compute, in milliseconds of processor time. */
  cpuMs: number
}

/** A document that takes more processor time than it may. Another try may have more. */
export class LateError extends UnreadableDocumentError {}

/** A process that is started by its first document, and never keeps the parent alive by itself. */
export interface Reader {
  /** @throws UnreadableDocumentError for a document that is broken, or that exceeds a limit */
  read(request: ReadRequest, signal: AbortSignal): Promise<PredictedField[]>
  /** Ends the process. */
  close(): Promise<void>
}

/** How a process ends that has too much memory: by its watch or the kernel, or by V8. */
const OUT_OF_MEMORY: ReadonlySet<unknown> = new Set(['SIGKILL', 'SIGABRT'])

const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js'
const PROGRAM = fileURLToPath(new URL(`./prediction-process.${extension}`, import.meta.url))

/** A reader whose process has not started yet. */
export function createReader({ timeoutMs, memoryMb, cpuMs }: ReaderLimits): Reader {
  let child: ChildProcess | undefined

  function start(): ChildProcess {
    const started = fork(PROGRAM, [String(memoryMb), String(cpuMs)], {
      env: {},
      execArgv: [`--max-old-space-size=${memoryMb}`],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    })
    const forget = () => {
      if (child === started) child = undefined
    }
    // An end after the answer only ends this process; the next document starts another.
    started.on('exit', forget).on('error', forget)
    return started
  }

  async function drop(): Promise<void> {
    const dropped = child
    child = undefined
    if (dropped?.pid === undefined || dropped.exitCode !== null || dropped.signalCode !== null) return
    dropped.ref()
    const ended = once(dropped, 'exit')
    dropped.kill('SIGKILL')
    await ended
  }

  async function late(signal: AbortSignal): Promise<never> {
    await sleep(timeoutMs, undefined, { signal })
    throw new UnreadableDocumentError(`the PDF was not read within ${timeoutMs / 1000} s`)
  }

  async function ended(current: ChildProcess, signal: AbortSignal): Promise<never> {
    const [code, by] = await once(current, 'exit', { signal })
    if (OUT_OF_MEMORY.has(by))
      throw new UnreadableDocumentError(`the PDF took more than ${memoryMb} MB to read`)
    if (by === 'SIGXCPU') throw new LateError(`the PDF took more than ${cpuMs / 1000} s of processor time`)
    throw new Error(`the text-layer predictor's process ended (${by ?? code})`)
  }

  async function answerOf(current: ChildProcess, request: ReadRequest, signal: AbortSignal) {
    const answered = once(current, 'message', { signal }).then(([message]) => message as ReadAnswer)
    // Where it can't be sent the process has ended, which says why.
    current.send(request, () => undefined)
    return Promise.race([answered, ended(current, signal), late(signal)])
  }

  return {
    async read(request, signal) {
      signal.throwIfAborted()
      const current = (child ??= start())
      const over = new AbortController()
      hold(current)
      let answer: ReadAnswer
      try {
        answer = await answerOf(current, request, AbortSignal.any([signal, over.signal]))
      } catch (error) {
        // It may still be at work on this document.
        await drop()
        signal.throwIfAborted()
        throw error
      } finally {
        over.abort()
        release(current)
      }
      if (answer.status === 'predicted') return answer.fields
      if (answer.status === 'unreadable') throw new UnreadableDocumentError(answer.message)
      throw new Error(`the text-layer predictor failed: ${answer.message}`)
    },
    close: drop,
  }
}

/** Keeps this process alive while the child reads. */
function hold(child: ChildProcess): void {
  child.ref()
  child.channel?.ref()
}

function release(child: ChildProcess): void {
  child.unref()
  child.channel?.unref()
}
