import { fork } from 'node:child_process'
import type { Readable } from 'node:stream'
import type { FromHandler, Pulse, Report, Task, ToHandler } from '../messages.ts'
import { volunteerForOomKiller } from './memory-guard.ts'

/** How a handler process ended. */
export type HandlerEnd =
  | Report
  /** It died without a report. */
  | { type: 'died'; code: number | null; signal: NodeJS.Signals | null; failedToStart?: string }

/** The handler process as the supervisor sees it. */
export interface HandlerProcess {
  /** Gives it its task; it loads the user's module in the meantime. */
  run(task: Task): void
  /** Aborts the handler's `signal`. */
  abort(reason: string): void
  /** Ends it and whatever it has started now, whatever they do. */
  kill(): void
  /** Makes its inspector listen, also while its event loop is blocked; it says where on stderr. */
  openInspector(): void
  /** Whether it has said how its work ended. */
  readonly hasReported: boolean
  /** Resolves with its report, or with its death if that comes first. */
  readonly end: Promise<HandlerEnd>
  /** Resolves when the process is gone and all that it printed has been read. */
  readonly closed: Promise<void>
  readonly stdout: Readable
  readonly stderr: Readable
}

export interface HandlerProcessOptions {
  /** The runtime's own program. */
  program: string
  /** Node's flags for the handler process. */
  flags: readonly string[]
  /** Called with the detail of each `progress()`. */
  onProgress: (detail: unknown) => void
  onPulse: (pulse: Pulse) => void
}

/** The argument that makes the runtime's program a handler process. */
export const HANDLER_ARGUMENT = 'handler'

/** Starts the handler process, in a process group of its own. */
export function startHandlerProcess({
  program,
  flags,
  onProgress,
  onPulse,
}: HandlerProcessOptions): HandlerProcess {
  const child = fork(program, [HANDLER_ARGUMENT], {
    detached: true,
    // Port 0: if the inspector must open, any free port will do.
    execArgv: [...process.execArgv, ...flags, '--inspect-port=0'],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  const { pid, stdout, stderr } = child
  if (!stdout || !stderr) throw new Error('a child process with piped output has no output')
  if (pid !== undefined) volunteerForOomKiller(pid)

  let hasReported = false
  const closed = Promise.withResolvers<void>()
  const end = new Promise<HandlerEnd>((resolve) => {
    child.on('message', (message: FromHandler) => {
      if (message.type === 'progress') onProgress(message.detail)
      else if (message.type === 'pulse') onPulse(message)
      else {
        hasReported = true
        resolve(message)
      }
    })
    child.on('error', (error) => {
      resolve({ type: 'died', code: null, signal: null, failedToStart: error.message })
      if (pid === undefined) closed.resolve()
    })
    // What it has started would hold its output open, and outlive it.
    child.on('exit', () => killGroup(pid))
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
    kill: () => killGroup(pid),
    openInspector: () => void child.kill('SIGUSR1'),
    get hasReported() {
      return hasReported
    },
    end,
    closed: closed.promise,
    stdout,
    stderr,
  }
}

function killGroup(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL')
  } catch {
    // Nobody is left in it.
  }
}
