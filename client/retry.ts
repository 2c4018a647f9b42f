import { isHTTPError, type RetryOptions } from 'ky'

/** Tries after the first: 4 where the request was turned away (429), 3 where it failed. */
const MAX_RETRIES = { turnedAway: 4, failed: 3 }

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
    jitter: true,
    shouldRetry: ({ error, retryCount }) => {
      const status = isHTTPError(error) ? error.response.status : undefined
      if (status === 429) return true
      const failed = status === undefined || status === 408 || status >= 500
      return failed && idempotent && retryCount <= MAX_RETRIES.failed
    },
  }
}
