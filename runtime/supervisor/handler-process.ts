import { fork } from 'node:child_process'
import type { Readable } from 'node:stream'
import type { FromHandler, Task, ToHandler } from '../messages.ts'
import type { Outcome } from '../outcome.ts'

/** How a handler process ended. */
export type HandlerEnd =
  /** It reported. `thrown`: a failure that the handler did not choose. */
  | { type: 'reported'; outcome: Outcome; thrown: boolean }
  /** It died without a word. */
  | { type: 'died'; code: number | null; signal: string | null }

/** The handler process as the supervisor sees it. */
export interface HandlerProcess {
  /** Gives it its task; it loads the user's module in the meantime. */
  run(task: Task): void
  /** Aborts the handler's `signal`. */
  abort(reason: string): void
  /** Ends it now, whatever it does. */
  kill(): void
  /** Whether it has said how its work ended. */
  readonly hasReported: boolean
  /** Resolves with its report, or with its death if that comes first. */
  readonly end: Promise<HandlerEnd>
  /** Resolves when the process is gone and all that it printed has been read. */
  readonly closed: Promise<void>
  readonly stdout: Readable
  readonly stderr: Readable
}

/** The argument that makes the runtime's program a handler process. */
export const HANDLER_ARGUMENT = 'handler'

/**
 * Starts the handler process.
 * @param program the runtime's own program
 * @param onProgress called with the detail of each `progress()`
 */
export function startHandlerProcess(program: string, onProgress: (detail: unknown) => void): HandlerProcess {
  const child = fork(program, [HANDLER_ARGUMENT], { stdio: ['ignore', 'pipe', 'pipe', 'ipc'] })
  const { stdout, stderr } = child
  if (!stdout || !stderr) throw new Error('a child process with piped output has no output')

  let hasReported = false
  const closed = Promise.withResolvers<void>()
  const end = new Promise<HandlerEnd>((resolve) => {
    child.on('message', (message: FromHandler) => {
      if (message.type === 'progress') onProgress(message.detail)
      else {
        hasReported = true
        resolve({ ...message, type: 'reported' })
      }
    })
    child.on('error', (error) => {
      resolve({ type: 'died', code: null, signal: error.message })
      closed.resolve()
    })
    child.on('close', (code, signal) => {
      resolve({ type: 'died', code, signal })
      closed.resolve()
    })
  })

  const send = (message: ToHandler) => {
    // A process that is gone says so by `end`.
    if (child.connected) child.send(message, () => undefined)
  }
  return {
    run: (task) => send({ type: 'run', task }),
    abort: (reason) => send({ type: 'abort', reason }),
    kill: () => void child.kill('SIGKILL'),
    get hasReported() {
      return hasReported
    },
    end,
    closed: closed.promise,
    stdout,
    stderr,
  }
}
