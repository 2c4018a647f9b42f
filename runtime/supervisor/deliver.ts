import type { Logger } from 'pino'
import { ApiError, ConnectionError, LimitError, PlatformError } from '../../client/index.ts'
import { messageOf, type Clock } from '../../contract/index.ts'
import { unsuccessful, type Outcome } from '../outcome.ts'
import type { ExecutionApi } from './execution-api.ts'

/** From the first try to the last, in milliseconds. */
const GIVE_UP_AFTER_MS = 90_000
/** Between tries, in milliseconds; doubled each time up to the maximum, and spread. */
const BACKOFF_MS = { first: 250, max: 10_000 }
/** One try, in milliseconds. */
const TRY_TIMEOUT_MS = 20_000

/** The outcome that the platform has taken from us, or why it has none. */
export type Delivery = { delivered: Outcome } | { delivered: undefined; reason: string }

/**
 * Gives the platform the outcome, once. After a try that may have been taken it asks before it tries again, so a
 * success is never followed by a failure. An output that the platform refuses becomes `failed` in the platform's words.
 */
export async function deliver(
  outcome: Outcome,
  { api, clock, log }: { api: ExecutionApi; clock: Clock; log: Logger },
): Promise<Delivery> {
  const giveUpAt = clock.now() + GIVE_UP_AFTER_MS
  let current = outcome
  let ambiguous = false
  for (let attempt = 0; ; attempt += 1) {
    const error = await failureOf(api.finish(current, { timeoutMs: TRY_TIMEOUT_MS }))
    if (error === undefined) return { delivered: current }
    ambiguous ||= isAmbiguous(error)

    if (isAmbiguous(error) || isRefused(error)) {
      const status = await statusOf(api)
      if (status !== undefined && status !== 'running') {
        // Ours, if a try of ours may have got through and this is what it said.
        if (ambiguous && status === current.status) return { delivered: current }
        return { delivered: undefined, reason: `the platform has the execution as ${status}` }
      }
      if (isRefused(error) && status === 'running') {
        if (current.status !== 'succeeded') return { delivered: undefined, reason: error.message }
        log.error({ err: error }, 'The platform refuses the output: the execution fails')
        current = unsuccessful(
          'failed',
          `The platform refused the output: ${error.apiMessage ?? error.message}`,
        )
        continue
      }
    } else if (!(error instanceof LimitError)) {
      return { delivered: undefined, reason: messageOf(error) }
    }

    const waitMs = Math.min(BACKOFF_MS.max, BACKOFF_MS.first * 2 ** attempt) * (0.5 + Math.random() / 2)
    if (clock.now() + waitMs > giveUpAt)
      return {
        delivered: undefined,
        reason: `gave up: ${messageOf(error)}`,
      }
    log.warn({ err: error }, 'The outcome did not get through; trying again')
    await clock.sleep(waitMs)
  }
}

async function failureOf(attempt: Promise<unknown>): Promise<unknown> {
  try {
    await attempt
    return undefined
  } catch (error) {
    return error ?? new Error('failed without an error')
  }
}

/** No answer, or one that leaves open whether the outcome was taken. */
function isAmbiguous(error: unknown): error is ApiError {
  return error instanceof ConnectionError || error instanceof PlatformError
}

function isRefused(error: unknown): error is ApiError {
  return error instanceof ApiError && error.status === 400
}

async function statusOf(api: ExecutionApi): Promise<string | undefined> {
  return (await api.get({ timeoutMs: TRY_TIMEOUT_MS }).catch(() => undefined))?.status
}
