import type { Logger } from 'pino'
import { ApiError } from '../../client/index.ts'
import { type Clock, messageOf } from '../../contract/index.ts'
import { unsuccessful, type Outcome } from '../outcome.ts'
import { backoffMs, isAmbiguous, isTransient } from './backoff.ts'
import type { ExecutionApi } from './execution-api.ts'

/** Tries go on for at least this long, in milliseconds. */
const MIN_TIME_MS = 60_000
/** One try, in milliseconds. */
const TRY_TIMEOUT_MS = 20_000

/** The outcome that the platform has taken from us, or why it has none. */
export type Delivery = { delivered: Outcome } | { delivered: undefined; reason: string }

export interface DeliverOptions {
  api: ExecutionApi
  clock: Clock
  log: Logger
  /** Until when the platform may take an outcome, by all that is known by now; in milliseconds since the epoch. */
  until: () => number
}

/**
 * Gives the platform the outcome, once. After a try that may have been taken it asks before it tries again, so a
 * success is never followed by a failure. An output that the platform refuses becomes `failed` in the platform's words.
 */
export async function deliver(
  outcome: Outcome,
  { api, clock, log, until }: DeliverOptions,
): Promise<Delivery> {
  const start = clock.now()
  let current = outcome
  // Whether an earlier try may have been taken, and no answer since has said that it was not.
  let maybeTaken = false

  for (let attempt = 0; ; attempt += 1) {
    const status = maybeTaken ? await statusOf(api) : 'running'
    if (status !== undefined && status !== 'running') {
      if (status === current.status) return { delivered: current }
      return { delivered: undefined, reason: `the platform has the execution as ${status}` }
    }

    let error: unknown
    if (status === 'running') {
      try {
        await api.finish(current, { timeoutMs: TRY_TIMEOUT_MS })
        return { delivered: current }
      } catch (thrown) {
        error = thrown
      }
      if (isRefusal(error)) {
        const verdict = await afterRefusal(error, current, { api, maybeTaken })
        if ('delivered' in verdict) return verdict
        if (verdict.next) {
          log.error({ err: error }, 'The platform refuses the output: the execution fails')
          current = verdict.next
          continue
        }
      } else if (!isTransient(error)) return { delivered: undefined, reason: messageOf(error) }
      maybeTaken ||= isAmbiguous(error)
    }

    const waitMs = backoffMs(attempt, error)
    if (clock.now() + waitMs > Math.max(until(), start + MIN_TIME_MS))
      return { delivered: undefined, reason: `gave up: ${messageOf(error)}` }
    log.warn({ err: error }, 'The outcome did not get through; trying again')
    await clock.sleep(waitMs)
  }
}

/** What a 400 means: the execution has ended, by us or not, or the platform does not take this outcome. */
async function afterRefusal(
  error: ApiError,
  current: Outcome,
  { api, maybeTaken }: { api: ExecutionApi; maybeTaken: boolean },
): Promise<Delivery | { next: Outcome | undefined }> {
  const status = await statusOf(api)
  if (status === undefined) return { next: undefined }
  if (status !== 'running') {
    if (maybeTaken && status === current.status) return { delivered: current }
    return { delivered: undefined, reason: `the platform has the execution as ${status}` }
  }
  if (current.status !== 'succeeded') return { delivered: undefined, reason: error.message }
  return {
    next: unsuccessful('failed', `The platform refused the output: ${error.apiMessage ?? error.message}`),
  }
}

function isRefusal(error: unknown): error is ApiError {
  return error instanceof ApiError && error.status === 400
}

/** The execution's status by now; undefined if it can't be had. */
async function statusOf(api: ExecutionApi): Promise<string | undefined> {
  return (await api.get({ timeoutMs: TRY_TIMEOUT_MS, retry: false }).catch(() => undefined))?.status
}
