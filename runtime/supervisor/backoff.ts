import { backoffMs } from '../../client/backoff.ts'
import {
  ApiError,
  ConnectionError,
  LimitError,
  PlatformError,
  RequestRefusedError,
} from '../../client/errors.ts'
import { tlsHint } from '../../client/failure-code.ts'
import { MAX_RETRY_AFTER_MS } from '../../client/may-retry.ts'

/** Refusals of the moment, not of the request: a conflict, a lock, a request that came too early. */
const PASSING = new Set([409, 423, 425])
/** A pause that `Retry-After` asks for ends this long before the time is over, for one more attempt; in milliseconds. */
const LAST_ATTEMPT_MS = 1000

/** Whether another attempt may help: no answer, a failure of the platform's own, or too many requests. */
export function isTransient(error: unknown): boolean {
  const isPassing = error instanceof ApiError && PASSING.has(error.status ?? 0)
  return isAmbiguous(error) || error instanceof LimitError || isPassing
}

/** No answer, or one that leaves open whether the request took effect. A redirect does not, nor an untrusted CA. */
export function isAmbiguous(error: unknown): error is ConnectionError | PlatformError {
  if (error instanceof ConnectionError) return tlsHint(error.code) === undefined
  return (
    error instanceof PlatformError &&
    !(error.status !== undefined && error.status >= 300 && error.status < 400)
  )
}

/** Whether the platform refuses what was sent, for good: a 4xx that is about neither credentials, path nor moment. */
export function isRefusal(error: unknown): error is RequestRefusedError {
  return error instanceof RequestRefusedError && error.status !== 404 && !PASSING.has(error.status ?? 0)
}

/**
 * The pause before the next attempt, in milliseconds: backoff, or `Retry-After` if that is longer, up to a minute.
 * @param leftMs how long attempts may go on
 */
export function pauseMs(attempt: number, error: unknown, leftMs = Infinity): number {
  const isSlowedDown = error instanceof LimitError || error instanceof PlatformError
  const askedMs = (isSlowedDown && error.retryAfterMs) || 0
  return Math.max(backoffMs(attempt), Math.min(askedMs, MAX_RETRY_AFTER_MS, leftMs - LAST_ATTEMPT_MS))
}
