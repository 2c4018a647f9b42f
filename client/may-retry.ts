import { tlsHint } from './failure-code.ts'

/** Maximum number of retries: 4 after 429 (rate limited), 3 after other failures. */
export const MAX_RETRIES = { rateLimited: 4, failed: 3 }
/** For a longer `Retry-After`, in milliseconds, the call fails at once instead of hanging. */
export const MAX_RETRY_AFTER_MS = 60_000
/** Error codes of connections that failed before the request was sent. */
const NEVER_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
])

/** How an attempt failed. */
export interface FailedAttempt {
  /** Undefined if no answer came. */
  status?: number | undefined
  /** The system's error code, if no answer came. */
  code?: string | undefined
  /** The answer's `Retry-After`, in milliseconds. */
  retryAfterMs?: number | undefined
}

/**
 * Whether a failed attempt is retried.
 * @param idempotent whether the request can be sent twice without harm. After 429 any request can: it was not processed
 * @param retries the number of this retry, from 1
 */
export function mayRetry(
  { status, code, retryAfterMs = 0 }: FailedAttempt,
  { idempotent, retries }: { idempotent: boolean; retries: number },
): boolean {
  if (retryAfterMs > MAX_RETRY_AFTER_MS || tlsHint(code) !== undefined) return false
  if (status === 429) return retries <= MAX_RETRIES.rateLimited
  if (retries > MAX_RETRIES.failed) return false
  // The platform failed (5xx), or was too slow (408).
  if (status !== undefined) return idempotent && (status === 408 || (status >= 500 && status < 600))
  return idempotent || NEVER_SENT.has(code ?? '')
}
