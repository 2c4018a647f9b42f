import type { Clock, TransitionExecution } from '../../contract/index.ts'
import { unsuccessful } from '../outcome.ts'
import type { ExecutionApi } from './execution-api.ts'
import type { PlatformTime } from './platform-time.ts'
import type { Stop } from './stop.ts'
import type { Log } from '../log.ts'

/** The runtime gives up this long before the platform does, in milliseconds, so that the platform still accepts the outcome. */
const MARGIN_MS = 5000
/** The largest `timeoutInSeconds` that a transition can have. */
const MAX_TIMEOUT_SECONDS = 1800
/** From the abort of the handler's signal to its end, in milliseconds. */
const GRACE_PERIOD_MS = 2000

/** The execution, its limits, and what to do when time is up. */
export interface DeadlineOptions {
  api: ExecutionApi
  clock: Clock
  log: Log
  execution: TransitionExecution
  platformTime: Pick<PlatformTime, 'now'>
  /** When it was claimed, in milliseconds of the monotonic clock. Default: its `startTime`, by the platform's time. */
  claimedAt?: number | undefined
  /** The runtime's own limit; undefined: the transition's. */
  timeoutMs: number | undefined
  /** From now to the request for the transition's limit, which is far longer. */
  checkAfterMs: number
  stop: Stop
  signal: AbortSignal
}

/** When an execution's deadline is. */
export interface Deadline {
  /** When the platform stops accepting its outcome, in milliseconds of the monotonic clock; undefined while it is unknown. */
  readonly platformEndsAt: number | undefined
}

/** Orders the stop at the execution's deadline, counted from its `startTime`. */
export function watchDeadline({
  api,
  clock,
  log,
  execution,
  platformTime,
  claimedAt,
  timeoutMs,
  checkAfterMs,
  stop,
  signal,
}: DeadlineOptions): Deadline {
  const receivedAt = clock.monotonic()
  const ageMs = platformTime.now() - Date.parse(execution.startTime ?? '')
  /** When it started. One that still runs is younger than its limit: else the clocks differ, and it counts from now. */
  const startFor = (limitMs: number) => claimedAt ?? receivedAt - (ageMs > 0 && ageMs < limitMs ? ageMs : 0)
  let platformEndsAt: number | undefined

  async function watch(): Promise<void> {
    let limitMs = timeoutMs
    let start = startFor(MAX_TIMEOUT_SECONDS * 1000)
    let source = 'TRANSITION_TIMEOUT_SECONDS'
    if (limitMs === undefined) {
      await clock.sleep(checkAfterMs, signal)
      const platformLimitMs = (await timeoutInSeconds()) * 1000
      start = startFor(platformLimitMs)
      platformEndsAt = start + platformLimitMs
      limitMs = platformLimitMs - MARGIN_MS
      source = `${MARGIN_MS / 1000} s before the transition's timeoutInSeconds`
    }
    await clock.sleep(Math.max(0, start + limitMs - clock.monotonic()), signal)
    const reason = `timed out after ${limitMs / 1000} s (${source})`
    stop.order({
      reason,
      gracePeriodMs: GRACE_PERIOD_MS,
      outcome: unsuccessful('failed', `The handler ${reason}`),
    })
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

  // Only the signal ends the watch early.
  watch().catch((error: unknown) => {
    if (!signal.aborted) throw error
  })
  return {
    get platformEndsAt() {
      return platformEndsAt
    },
  }
}
