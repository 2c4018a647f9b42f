import { isHTTPError, isNetworkError, type RetryOptions } from 'ky'
import { failureCode } from './failure-code.ts'
import { TryTimeoutError } from './one-try.ts'
import { retryAfterMs } from './retry-after.ts'

/** Tries after the first: 4 where the request was turned away (429), 3 where it failed. */
const MAX_RETRIES = { turnedAway: 4, failed: 3 }
/** Whoever is told to wait for longer than this, in milliseconds, is told so: the call fails instead of hanging. */
const MAX_RETRY_AFTER_MS = 60_000
/** What the platform says when it failed, or was too slow. */
const FAILED = [408, ...Array.from({ length: 100 }, (_, index) => 500 + index)]
/** Failures that come before the first byte of a request is sent. */
const NEVER_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
])

/** Which failures are tried again. */
export interface RetryRules {
  /** Whether a request that may have been taken can be sent again. 429 says that it was not. */
  idempotent: boolean
}

/** ky's options for the platform's rules: exponential backoff with jitter, and `Retry-After` where it is given. */
export function retryPolicy({ idempotent }: RetryRules): RetryOptions {
  return {
    limit: MAX_RETRIES.turnedAway,
    methods: ['get', 'post', 'patch', 'delete'],
    statusCodes: [429, ...FAILED],
    afterStatusCodes: [429, ...FAILED],
    maxRetryAfter: MAX_RETRY_AFTER_MS,
    jitter: true,
    // `undefined` leaves it to ky, which waits as long as `Retry-After` says; for `true` it would not look at it.
    shouldRetry: ({ error, retryCount }) => {
      const tryAgain = (allowed: boolean) => (allowed && retryCount <= MAX_RETRIES.failed ? undefined : false)
      if (isHTTPError(error)) {
        const { status, headers } = error.response
        if ((retryAfterMs(headers) ?? 0) > MAX_RETRY_AFTER_MS) return false
        return status === 429 ? undefined : tryAgain(idempotent && FAILED.includes(status))
      }
      if (isNetworkError(error)) return tryAgain(idempotent || NEVER_SENT.has(failureCode(error) ?? ''))
      // What ky does not know it would not try again, so here it has to be `true`.
      return error instanceof TryTimeoutError && idempotent && retryCount <= MAX_RETRIES.failed
    },
  }
}
