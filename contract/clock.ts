import { setTimeout as delay } from 'node:timers/promises'

/** The only source of time in every room, so that tests can bring their own. */
export interface Clock {
  /** Milliseconds since the epoch. */
  now(): number
  /** Resolves after `ms` milliseconds; rejects with the signal's reason once it aborts. Keeps no process alive. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
}

/** The machine's own time. */
export const systemClock: Clock = {
  now: () => Date.now(),
  sleep: async (ms, signal) => {
    signal?.throwIfAborted()
    await delay(ms, undefined, { ref: false, ...(signal ? { signal } : {}) }).catch((error: unknown) => {
      throw signal?.aborted ? signal.reason : error
    })
  },
}
