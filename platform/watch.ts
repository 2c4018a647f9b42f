import type { Clock } from '../contract/index.ts'

/** How often the platform looks for what is due, in milliseconds. */
const INTERVAL_MS = 1000

/** What acts again and again until it is stopped. */
export interface Watch {
  /** Resolves once the last act is done. */
  stop(): Promise<void>
}

/** Acts every second, one act at a time. */
export function watch({
  clock,
  act,
  onError,
}: {
  clock: Clock
  act: () => Promise<void>
  onError: (error: unknown) => void
}): Watch {
  const stopping = new AbortController()
  const loop = (async () => {
    while (!stopping.signal.aborted) {
      await act().catch(onError)
      await clock.sleep(INTERVAL_MS, stopping.signal).catch(() => undefined)
    }
  })()
  return {
    stop: async () => {
      stopping.abort()
      await loop
    },
  }
}
