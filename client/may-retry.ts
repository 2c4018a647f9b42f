/** Tries after the first: 4 where the request was turned away (429), 3 where it failed. */
export const MAX_RETRIES = { turnedAway: 4, failed: 3 }
/** Whoever is told to wait for longer than this, in milliseconds, is told so: the call fails instead of hanging. */
export const MAX_RETRY_AFTER_MS = 60_000
/** Failures that come before the first byte of a request is sent. */
const NEVER_SENT = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
])

/** How a try failed. */
export interface FailedTry {
  /** Undefined where no answer came. */
  status?: number | undefined
  /** The system's word for why none came. */
  code?: string | undefined
  /** How long the answer asks to be left alone, in milliseconds. */
  retryAfterMs?: number | undefined
}

/**
 * Whether a failed try is followed by another.
 * @param idempotent whether a request that may have been taken can be sent again; 429 says that it was not
 * @param retries how many tries after the first there would be
 */
export function mayRetry(
  { status, code, retryAfterMs = 0 }: FailedTry,
  { idempotent, retries }: { idempotent: boolean; retries: number },
): boolean {
  if (retryAfterMs > MAX_RETRY_AFTER_MS) return false
  if (status === 429) return retries <= MAX_RETRIES.turnedAway
  if (retries > MAX_RETRIES.failed) return false
  // What the platform says when it failed, or was too slow.
  if (status !== undefined) return idempotent && (status === 408 || (status >= 500 && status < 600))
  return idempotent || NEVER_SENT.has(code ?? '')
}
