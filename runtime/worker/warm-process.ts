import type { Clock } from '../../contract/index.ts'
import { followProcess } from '../supervisor/follow-process.ts'
import type { ForkedHandler, HandlerEnd, HandlerTurn, TurnListener } from '../supervisor/handler-process.ts'
import { mebibytes, residentMemory } from '../supervisor/memory-guard.ts'
import type { LogIds } from '../supervisor/log-entry.ts'
import type { RelayOptions } from '../supervisor/relay.ts'
import { createVitalSigns } from '../supervisor/vital-signs.ts'

/** An idle event loop turns; one that has not for this long, in milliseconds, is blocked by what an execution left behind. */
const IDLE_LAG_MS = 3000
/** After an execution its process gets this long, in milliseconds, to say that it has printed all. */
const END_TIMEOUT_MS = 2000

/** What one execution has of a warm process. */
export interface WarmTurn {
  handler: HandlerTurn
  /** What the process is to print at the end. */
  endMark: string
  /** Waits until all that the execution has printed is read; a process that doesn't come to its end is killed. */
  drained: () => Promise<void>
}

/** A handler process that has one execution after the other. */
export interface WarmProcess {
  /** Resolves once the handler's module is loaded, or with how the process ended instead. */
  readonly loading: Promise<HandlerEnd | undefined>
  start(ids: LogIds, listener: TurnListener): WarmTurn
  /** Says that it is idle until the next `start`. */
  rest(): void
  /** Why it should have no further execution; undefined: it is fit. */
  unfitness(): string | undefined
  /** Its resident memory, in bytes; 0 where that is not to be seen. */
  rssBytes(): number
  lastWords(): string
  openInspector: (() => Promise<string>) | undefined
  kill(): void
  /** Ends what it has started and has left its process group. */
  sweep(): void
  readonly pid: number | undefined
  readonly closed: Promise<void>
}

/** What a warm process is started with. */
export interface WarmProcessOptions extends Omit<RelayOptions, 'intercept'> {
  clock: Clock
  /** What one process may use, in bytes; undefined: what it likes. */
  shareBytes: number | undefined
}

/** Makes a handler process warm: one turn after the other, each with its own lines. */
export function warmProcess(
  handlerProcess: ForkedHandler,
  { clock, shareBytes, ...options }: WarmProcessOptions,
): WarmProcess {
  const { lastWords, start, openInspector } = followProcess(handlerProcess, options)
  let unfit: string | undefined
  let idle = createVitalSigns(clock)
  let isIdle = true

  const rssBytes = () => (handlerProcess.pid === undefined ? 0 : (residentMemory(handlerProcess.pid) ?? 0))
  const listen = (listener: TurnListener): HandlerTurn => {
    const turn = handlerProcess.turn(listener)
    void turn.end.then((end) => {
      if (end.type === 'died') unfit ??= 'it has ended'
    })
    return turn
  }
  const rest = () => {
    idle = createVitalSigns(clock)
    isIdle = true
    return listen(idle)
  }
  const { end } = rest()
  // Followed once: a promise that lives as long as the process keeps whoever awaits it.
  let onClosed: (() => void) | undefined
  void handlerProcess.closed.then(() => onClosed?.())
  // A warm process that reports while it has no task reports that it can't load.
  const loading = Promise.race([handlerProcess.loaded.then(() => undefined), end])

  return {
    loading,
    start(ids, listener) {
      isIdle = false
      const endMark = `end of ${ids['executionId']} ${crypto.randomUUID()}`
      const printed = start(ids, endMark).then(() => true)
      return {
        handler: listen(listener),
        endMark,
        async drained() {
          const closed = new Promise<void>((resolve) => {
            onClosed = resolve
          })
          const time = new AbortController()
          const isPrinted = await Promise.race([printed, closed, clock.sleep(END_TIMEOUT_MS, time.signal)])
          time.abort()
          if (isPrinted === true) return
          unfit ??= 'it did not come to the end of its execution'
          handlerProcess.kill()
        },
      }
    },
    rest,
    unfitness() {
      if (unfit ?? handlerProcess.unfit) return unfit ?? handlerProcess.unfit
      if (shareBytes !== undefined && rssBytes() > shareBytes)
        return `it uses ${mebibytes(rssBytes())} of memory, and its share is ${mebibytes(shareBytes)}`
      if (isIdle && idle.silentForMs() > IDLE_LAG_MS)
        return `its event loop has not turned for ${idle.silentForMs()} ms`
      return undefined
    },
    rssBytes,
    lastWords,
    openInspector:
      openInspector &&
      (() => {
        unfit ??= 'it blocked its event loop'
        return openInspector()
      }),
    kill: handlerProcess.kill,
    sweep: handlerProcess.sweep,
    pid: handlerProcess.pid,
    closed: handlerProcess.closed,
  }
}
