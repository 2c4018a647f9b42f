import { ConnectionError, LimitError, PlatformError } from '../../client/errors.ts'

/** Between tries, in milliseconds: doubled each time up to the maximum, and spread. */
const BACKOFF_MS = { first: 250, max: 10_000 }

/** Whether trying again may help: no answer, a failure of the platform's own, or too many requests. */
export function isTransient(error: unknown): boolean {
  return isAmbiguous(error) || error instanceof LimitError
}

/** No answer, or one that leaves open whether the request was taken. */
export function isAmbiguous(error: unknown): error is ConnectionError | PlatformError {
  return error instanceof ConnectionError || error instanceof PlatformError
}

/** How long to wait before the next try, in milliseconds: at least what the platform asks for by `Retry-After`. */
export function backoffMs(attempt: number, error: unknown): number {
  const spread = Math.min(BACKOFF_MS.max, BACKOFF_MS.first * 2 ** attempt) * (0.5 + Math.random() / 2)
  const asked = error instanceof LimitError ? (error.retryAfterMs ?? 0) : 0
  return Math.max(spread, asked)
}
