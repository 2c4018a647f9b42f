import { setTimeout as delay } from 'node:timers/promises'

/** The only source of time, so that tests can inject their own. */
export interface Clock {
  /** Milliseconds since the epoch, by the wall clock. It may step: use it only to compare with the times of others. */
  now(): number
  /** Milliseconds since some moment. It never steps: what elapses is measured by it. */
  monotonic(): number
  /** Resolves after `ms` milliseconds, however many; rejects with the signal's reason once it aborts. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>
}

/** The maximum delay of a timer, in milliseconds. With a longer one it would fire at once. */
export const MAX_TIMER_MS = 2 ** 31 - 1

/** The machine's time. To sleep does not keep the process alive. */
export const systemClock: Clock = machineClock(false)

/** The machine's time. To sleep keeps the process alive. */
export const foregroundClock: Clock = machineClock(true)

function machineClock(ref: boolean): Clock {
  return {
    now: () => Date.now(),
    // `performance` would do, but loads all that measures performance.
    monotonic: () => process.uptime() * 1000,
    async sleep(ms, signal) {
      signal?.throwIfAborted()
      // A loop whose pause is NaN must not spin.
      let left = Number.isNaN(ms) ? MAX_TIMER_MS : ms
      do {
        const pause = delay(Math.min(left, MAX_TIMER_MS), undefined, { ref, ...(signal && { signal }) })
        await pause.catch((error: unknown) => {
          throw signal?.aborted ? signal.reason : error
        })
        left -= MAX_TIMER_MS
      } while (left > 0)
    },
  }
}
