import type { Clock } from '../contract/index.ts'

/** From the end of one act to the start of the next, in milliseconds. */
const INTERVAL_MS = 1000

/** A periodic act. Stop it before what it uses is closed. */
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
