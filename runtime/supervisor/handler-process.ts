import type { Readable } from 'node:stream'
import { newNonce, onMessages, sendMessage } from '../channel.ts'
import type { Report, Task, ToHandler } from '../messages.ts'
import { isDebugged } from '../debugging.ts'
import { endWithSupervisor } from './end-with-supervisor.ts'
import { readMessage } from './from-handler.ts'
import { createLeftoverMark } from './leftovers.ts'
import { noProcess, spawnHandler } from './spawn-handler.ts'
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

/** What a turn reports while it runs. */
export type TurnListener = Pick<VitalSigns, 'recordProgress' | 'recordPulse'>

/** A handler process for one execution, as the supervisor sees it. */
export interface HandlerProcess extends HandlerTurn {
  /**
   * Makes its inspector listen, also while its event loop is blocked; it says where on stderr. Undefined: a person debugs
   * it, and the inspector is theirs.
   */
  openInspector: (() => void) | undefined
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
  /** Starts a turn, which ends the previous one. The first may start before the user's module is loaded. */
  turn(listener: TurnListener): HandlerTurn
  kill(): void
  readonly pid: number | undefined
  sweep(): void
  /** Resolves when a warm process has loaded the user's module. */
  readonly loaded: Promise<void>
  /** Why it should have no further turn: it has said so itself, was killed, or has ended. */
  readonly unfit: string | undefined
}

/** How a handler process is started. */
export interface ForkOptions {
  /** The runtime's own program. */
  program: string
  /** Node's flags for the handler process. */
  flags: readonly string[]
  /** Its environment. Default: this process's. */
  variables?: Readonly<Record<string, string | undefined>>
}

/** How a handler process for one execution is started, and who is told of its signs of life. */
export interface HandlerProcessOptions extends ForkOptions {
  /** Called with the detail of each `progress()`. */
  onProgress: TurnListener['recordProgress']
  onPulse: TurnListener['recordPulse']
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
  const only = turn({ recordProgress: onProgress, recordPulse: onPulse })
  return Object.assign(only, process)
}

/** Starts a handler process, in a process group of its own. */
export function forkHandler({ program, flags, variables = process.env }: ForkOptions): ForkedHandler {
  const mark = createLeftoverMark()
  const processNonce = newNonce()
  const commandLine = [
    ...process.execArgv,
    '--inspect-port=0',
    ...flags,
    program,
    HANDLER_ARGUMENT,
    processNonce,
  ]
  const child = spawnHandler(commandLine, { ...variables, ...mark.variables })
  if (typeof child === 'string') return noProcess(child)
  const { pid, stdout, stderr, channel } = child
  if (pid !== undefined) volunteerForOomKiller(pid)
  const stopWatching = pid === undefined ? undefined : endWithSupervisor(pid)

  let listener: TurnListener | undefined
  let turnNonce = ''
  let endTurn: ((end: HandlerEnd) => void) | undefined
  let death: Death | undefined
  let unfit: string | undefined
  const loaded = Promise.withResolvers<void>()
  const closed = Promise.withResolvers<void>()
  const die = (how: Death) => {
    death ??= how
    endTurn?.(death)
  }
  onMessages(channel, (received) => {
    const message = readMessage(received, { process: processNonce, turn: turnNonce })
    if (message?.type === 'progress') listener?.recordProgress(message.detail)
    else if (message?.type === 'pulse') listener?.recordPulse(message)
    else if (message?.type === 'loaded') loaded.resolve()
    else if (message?.type === 'unfit') unfit ??= message.reason
    else if (message) endTurn?.(message)
  })
  child.on('error', (error) => {
    die({ type: 'died', code: null, signal: null, failedToStart: error.message })
    if (pid === undefined) closed.resolve()
  })
  // What it has started would hold its output open, and outlive it.
  child.on('exit', () => {
    unfit ??= 'it has ended'
    killGroup(pid)
    stopWatching?.()
  })
  child.on('close', (code, signal) => {
    die({ type: 'died', code, signal })
    closed.resolve()
  })

  // A process that is gone says so by `end`.
  const send = (message: ToHandler) => void sendMessage(channel, message)
  const kill = () => {
    // At once: its end is only known later.
    unfit ??= 'it was killed'
    killGroup(pid)
  }
  return {
    turn: (next) => {
      const { promise: end, resolve } = Promise.withResolvers<HandlerEnd>()
      let hasReported = false
      // The process knows its own nonce before its first task arrives: loading may fail before that.
      const nonce = turnNonce === '' ? processNonce : newNonce()
      turnNonce = nonce
      listener = next
      endTurn = (how) => {
        hasReported ||= how.type === 'report'
        resolve(how)
      }
      if (death) endTurn(death)
      return {
        run: (task) => send({ type: 'run', nonce, task }),
        abort: (reason) => send({ type: 'abort', reason }),
        kill,
        get hasReported() {
          return hasReported
        },
        end,
      }
    },
    kill,
    openInspector: isDebugged(flags, variables) ? undefined : () => void child.kill('SIGUSR1'),
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
