import { fork } from 'node:child_process'
import type { Readable } from 'node:stream'
import type { FromHandler, Report, Task, ToHandler } from '../messages.ts'
import { createLeftoverMark } from './leftovers.ts'
import { volunteerForOomKiller } from './memory-guard.ts'
import type { VitalSigns } from './vital-signs.ts'

/** A handler process that died without a report. */
export interface Death {
  type: 'died'
  code: number | null
  signal: NodeJS.Signals | null
  failedToStart?: string
}

/** How an execution in a handler process ended. */
export type HandlerEnd = Report | Death

/** One execution's turn in a handler process. */
export interface HandlerTurn {
  /** Gives the process its task. */
  run(task: Task): void
  /** Aborts the handler's `signal`. */
  abort(reason: string): void
  /** Ends the process and whatever it has started now, whatever they do. */
  kill(): void
  /** Whether it has said how its work ended. */
  readonly hasReported: boolean
  /** Resolves with its report, or with the process's death if that comes first. */
  readonly end: Promise<HandlerEnd>
}

/** What is told of a turn while it goes on. */
export type TurnListener = Pick<VitalSigns, 'noteProgress' | 'notePulse'>

/** A handler process for one execution, as the supervisor sees it. */
export interface HandlerProcess extends HandlerTurn {
  /** Makes its inspector listen, also while its event loop is blocked; it says where on stderr. */
  openInspector(): void
  /** Resolves when the process is gone and all that it printed has been read. */
  readonly closed: Promise<void>
  /** Undefined if it could not be started. */
  readonly pid?: number | undefined
  /** Ends what it has started and has left its process group. */
  sweep?(): void
  readonly stdout: Readable
  readonly stderr: Readable
}

/** A handler process that has one turn after the other. */
export interface ForkedHandler extends Omit<HandlerProcess, keyof HandlerTurn> {
  /** Begins a turn, which ends the one before. The first may begin before the user's module is loaded. */
  turn(listener: TurnListener): HandlerTurn
  kill(): void
  readonly pid: number | undefined
  sweep(): void
  /** Resolves when a warm process has loaded the user's module. */
  readonly loaded: Promise<void>
  /** Why it should have no further turn, where it has said so itself. */
  readonly unfit: string | undefined
}

export interface ForkOptions {
  /** The runtime's own program. */
  program: string
  /** Node's flags for the handler process. */
  flags: readonly string[]
  /** Its environment. Default: this process's. */
  variables?: Readonly<Record<string, string | undefined>>
}

export interface HandlerProcessOptions extends ForkOptions {
  /** Called with the detail of each `progress()`. */
  onProgress: TurnListener['noteProgress']
  onPulse: TurnListener['notePulse']
}

/** The argument that makes the runtime's program a handler process. */
export const HANDLER_ARGUMENT = 'handler'

/** Starts the handler process for the one execution that there is. */
export function startHandlerProcess({
  onProgress,
  onPulse,
  ...options
}: HandlerProcessOptions): HandlerProcess {
  const { turn, ...process } = forkHandler(options)
  const only = turn({ noteProgress: onProgress, notePulse: onPulse })
  return Object.assign(only, process)
}

/** Starts a handler process, in a process group of its own. */
export function forkHandler({ program, flags, variables = process.env }: ForkOptions): ForkedHandler {
  const mark = createLeftoverMark()
  const child = fork(program, [HANDLER_ARGUMENT], {
    detached: true,
    env: { ...variables, ...mark.variables },
    // Port 0: if the inspector must open, any free port will do.
    execArgv: [...process.execArgv, ...flags, '--inspect-port=0'],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  const { pid, stdout, stderr } = child
  if (!stdout || !stderr) throw new Error('a child process with piped output has no output')
  if (pid !== undefined) volunteerForOomKiller(pid)

  let listener: TurnListener | undefined
  let endTurn: ((end: HandlerEnd) => void) | undefined
  let death: Death | undefined
  let unfit: string | undefined
  const loaded = Promise.withResolvers<void>()
  const closed = Promise.withResolvers<void>()
  const die = (how: Death) => {
    death ??= how
    endTurn?.(death)
  }
  child.on('message', (message: FromHandler) => {
    if (message.type === 'progress') listener?.noteProgress(message.detail)
    else if (message.type === 'pulse') listener?.notePulse(message)
    else if (message.type === 'loaded') loaded.resolve()
    else if (message.type === 'unfit') unfit ??= message.reason
    else endTurn?.(message)
  })
  child.on('error', (error) => {
    die({ type: 'died', code: null, signal: null, failedToStart: error.message })
    if (pid === undefined) closed.resolve()
  })
  // What it has started would hold its output open, and outlive it.
  child.on('exit', () => killGroup(pid))
  child.on('close', (code, signal) => {
    die({ type: 'died', code, signal })
    closed.resolve()
  })

  const send = (message: ToHandler) => {
    // A process that is gone says so by `end`.
    if (child.connected) child.send(message, () => undefined)
  }
  const kill = () => killGroup(pid)
  return {
    turn: (next) => {
      const { promise: end, resolve } = Promise.withResolvers<HandlerEnd>()
      let hasReported = false
      listener = next
      endTurn = (how) => {
        hasReported ||= how.type === 'report'
        resolve(how)
      }
      if (death) endTurn(death)
      return {
        run: (task) => send({ type: 'run', task }),
        abort: (reason) => send({ type: 'abort', reason }),
        kill,
        get hasReported() {
          return hasReported
        },
        end,
      }
    },
    kill,
    openInspector: () => void child.kill('SIGUSR1'),
    pid,
    sweep: mark.sweep,
    loaded: loaded.promise,
    get unfit() {
      return unfit
    },
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
