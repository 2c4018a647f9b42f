import { vi } from 'vitest'

/** Timers of one delay, which are up when the test says so, however long the machine needs. */
export interface HeldTimeouts extends Disposable {
  /** How many run now. */
  readonly running: number
  /** The time of all that run is up. */
  expire(): void
}

/** Holds `setTimeout` for this delay, in milliseconds. All other timers are the machine's. */
export function holdTimeouts(delayMs: number): HeldTimeouts {
  const { setTimeout, clearTimeout } = globalThis
  const running = new Map<NodeJS.Timeout, () => void>()
  const set = vi.spyOn(globalThis, 'setTimeout').mockImplementation(((callback: () => void, ms?: number) => {
    if (ms !== delayMs) return setTimeout(callback, ms)
    // It never fires by itself; it is there to be cleared.
    const timer = setTimeout(() => undefined, 2 ** 31 - 1).unref()
    running.set(timer, callback)
    return timer
  }) as typeof setTimeout)
  const clear = vi.spyOn(globalThis, 'clearTimeout').mockImplementation((timer) => {
    running.delete(timer as NodeJS.Timeout)
    clearTimeout(timer)
  })
  return {
    get running() {
      return running.size
    },
    expire() {
      for (const [timer, callback] of running) {
        globalThis.clearTimeout(timer)
        callback()
      }
    },
    [Symbol.dispose]() {
      set.mockRestore()
      clear.mockRestore()
    },
  }
}
