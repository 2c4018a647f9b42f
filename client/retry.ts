import { isHTTPError, isNetworkError, type RetryOptions } from 'ky'
import { failureCode } from './failure-code.ts'
import { MAX_RETRIES, MAX_RETRY_AFTER_MS, mayRetry, type FailedTry } from './may-retry.ts'
import { TryTimeoutError } from './one-try.ts'
import { retryAfterMs } from './retry-after.ts'

/** What `mayRetry` may say yes to. */
const STATUS_CODES = [408, 429, ...Array.from({ length: 100 }, (_, index) => 500 + index)]

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
    statusCodes: STATUS_CODES,
    afterStatusCodes: STATUS_CODES,
    maxRetryAfter: MAX_RETRY_AFTER_MS,
    jitter: true,
    // `undefined` leaves it to ky, which waits as long as `Retry-After` says; for `true` it would not look at it.
    shouldRetry: ({ error, retryCount }) => {
      const failed = failedTry(error)
      if (!failed || !mayRetry(failed, { idempotent, retries: retryCount })) return false
      // What ky does not know it would not try again, so here it has to be `true`.
      return error instanceof TryTimeoutError ? true : undefined
    },
  }
}

function failedTry(error: unknown): FailedTry | undefined {
  if (isHTTPError(error)) {
    const { status, headers } = error.response
    return { status, retryAfterMs: retryAfterMs(headers) }
  }
  if (isNetworkError(error)) return { code: failureCode(error) }
  return error instanceof TryTimeoutError ? {} : undefined
}
