/** The pause before the first retry, and the longest one, in milliseconds. It doubles in between. */
const PAUSE_MS = { first: 300, max: 10_000 }

/** The pause before the next attempt in milliseconds: exponential backoff with jitter. `retries` counts from 0. */
export function backoffMs(retries: number): number {
  return Math.min(PAUSE_MS.max, PAUSE_MS.first * 2 ** retries) * (0.5 + Math.random() / 2)
}
