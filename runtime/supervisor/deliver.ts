import { LimitError, type RequestRefusedError } from '../../client/errors.ts'
import type { Clock } from '../../contract/index.ts'
import { messageOf } from '../../contract/message-of.ts'
import { unsuccessful, type Outcome } from '../outcome.ts'
import { isAmbiguous, isRefusal, isTransient, pauseMs } from './backoff.ts'
import type { ExecutionApi } from './execution-api.ts'
import type { Log } from '../log.ts'
import { standingOf, type Standing } from './standing.ts'

/** Attempts are made for at least this long, in milliseconds, unless the caller knows better. */
const MIN_TIME_MS = 60_000
/** Timeout of one attempt, in milliseconds. */
const ATTEMPT_TIMEOUT_MS = 20_000

/** The outcome that the platform has accepted from us, or why there is none. */
export type Delivery =
  | { delivered: Outcome }
  /** `isLost`: the execution is no longer ours, so there is nothing to deliver. */
  | { delivered: undefined; reason: string; isLost?: true }

/** How an outcome is delivered, and until when. */
export interface DeliverOptions {
  api: ExecutionApi
  clock: Clock
  log: Log
  /** Until when the platform may accept an outcome, as far as is known; in milliseconds of the monotonic clock. */
  until: () => number
  /** For how long attempts are made in any case, in milliseconds. */
  atLeastMs?: number
  /** When the execution was leased to us, by the platform's clock; undefined where it is leased only once. */
  startTime?: string | null | undefined
}

/**
 * Gives the platform the outcome, once. After an attempt that may have taken effect it asks before the next one, so a
 * success is never followed by a failure. An output that the platform refuses becomes `failed` in the platform's words.
 */
export async function deliver(
  outcome: Outcome,
  { api, clock, log, until, atLeastMs = MIN_TIME_MS, startTime }: DeliverOptions,
): Promise<Delivery> {
  const start = clock.monotonic()
  let current = outcome
  // What earlier attempts may have delivered, by status.
  const maybeDelivered = new Map<string, Outcome>()
  let error: unknown
  const ask = () => standingOf(api, startTime, { timeoutMs: ATTEMPT_TIMEOUT_MS })

  for (let attempt = 0; ; attempt += 1) {
    let standing: Standing | undefined = maybeDelivered.size > 0 ? await ask() : { is: 'ours' }
    if (standing?.is === 'ours') {
      try {
        await api.finish(current, { timeoutMs: ATTEMPT_TIMEOUT_MS })
        return { delivered: current }
      } catch (thrown) {
        error = thrown
      }
      if (isRefusal(error)) {
        // It has ended, by us or not, or the platform refuses this outcome.
        standing = await ask()
        if (standing?.is === 'unknown') return { delivered: undefined, reason: standing.reason }
        if (standing?.is === 'ours') {
          if (current.status !== 'succeeded') return { delivered: undefined, reason: messageOf(error) }
          log.error({ err: error }, 'The platform refuses the output: the execution fails')
          current = refusedOutput(error)
          continue
        }
      } else if (!isTransient(error)) return { delivered: undefined, reason: messageOf(error) }
      else if (isAmbiguous(error)) maybeDelivered.set(current.status, current)
      // A conflict: perhaps another has it by now.
      else if (!(error instanceof LimitError)) standing = await ask()
    }
    if (standing?.is === 'lost') return { delivered: undefined, reason: standing.reason, isLost: true }
    if (standing?.is === 'ended') {
      const ours = maybeDelivered.get(standing.status)
      return ours ? { delivered: ours } : { delivered: undefined, reason: standing.reason }
    }

    log.warn({ err: error }, 'The outcome was not delivered; the next attempt follows')
    const end = () => Math.max(until(), start + atLeastMs)
    const due = clock.monotonic() + pauseMs(attempt, error, end() - clock.monotonic())
    for (let now = clock.monotonic(); now < due; now = clock.monotonic()) {
      // The end may move: heartbeats do that.
      if (now >= end()) return { delivered: undefined, reason: `gave up: ${messageOf(error)}` }
      await clock.sleep(Math.min(due, end()) - now)
    }
  }
}

function refusedOutput({ apiMessage, message }: RequestRefusedError): Outcome {
  return unsuccessful('failed', `The platform refused the output: ${apiMessage ?? message}`)
}
