import type { Clock, TransitionExecution } from '../../contract/index.ts'
import { unsuccessful } from '../outcome.ts'
import type { ExecutionApi } from './execution-api.ts'
import type { Stop } from './stop.ts'
import type { Log } from '../log.ts'

/** The runtime gives up this long before the platform does, in milliseconds, so that its outcome is still taken. */
const MARGIN_MS = 5000
/** The largest `timeoutInSeconds` that a transition can have. */
const MAX_TIMEOUT_SECONDS = 1800
/** From the abort of the handler's signal to its end, in milliseconds. */
const GRACE_MS = 2000

export interface DeadlineOptions {
  api: ExecutionApi
  clock: Clock
  log: Log
  execution: TransitionExecution
  /** The runtime's own limit; undefined: the transition's. */
  timeoutMs: number | undefined
  /** From now to the look at the transition's limit, which is far longer. */
  lookAfterMs: number
  stop: Stop
  signal: AbortSignal
}

/** When an execution's time is up. */
export interface Deadline {
  /** When the platform stops taking its outcome, in milliseconds since the epoch; undefined while that is not known. */
  readonly platformEndsAt: number | undefined
}

/** Orders the stop when the execution's time is up, counted from its `startTime`. */
export function watchDeadline({
  api,
  clock,
  log,
  execution,
  timeoutMs,
  lookAfterMs,
  stop,
  signal,
}: DeadlineOptions): Deadline {
  const now = clock.now()
  const started = Date.parse(execution.startTime ?? '')
  // A start in the future is a clock that differs: ours is the one to count by.
  const start = started <= now ? started : now
  let platformEndsAt: number | undefined

  async function watch(): Promise<void> {
    let limitMs = timeoutMs
    let source = 'TRANSITION_TIMEOUT_SECONDS'
    if (limitMs === undefined) {
      await clock.sleep(lookAfterMs, signal)
      const platformLimitMs = (await timeoutInSeconds()) * 1000
      platformEndsAt = start + platformLimitMs
      limitMs = platformLimitMs - MARGIN_MS
      source = `${MARGIN_MS / 1000} s before the transition's timeoutInSeconds`
    }
    await clock.sleep(Math.max(0, start + limitMs - clock.now()), signal)
    const reason = `timed out after ${limitMs / 1000} s (${source})`
    stop.order({ reason, graceMs: GRACE_MS, outcome: unsuccessful('failed', `The handler ${reason}`) })
  }

  async function timeoutInSeconds(): Promise<number> {
    try {
      const seconds = await api.timeoutInSeconds({ signal })
      if (!(seconds > 0)) throw new TypeError(`timeoutInSeconds is ${seconds}`)
      return seconds
    } catch (error) {
      signal.throwIfAborted()
      log.warn(
        { err: error },
        `The transition's timeoutInSeconds is unknown: at most it is ${MAX_TIMEOUT_SECONDS}`,
      )
      return MAX_TIMEOUT_SECONDS
    }
  }

  // Only the signal ends the watch before its time.
  watch().catch(() => undefined)
  return {
    get platformEndsAt() {
      return platformEndsAt
    },
  }
}
