import type { Clock } from '../../contract/index.ts'

/** Those who wait for something to be queued, by what they wait for. The first who came is woken first. */
export interface Waiters {
  /** Joins. Do so before you look: what is queued between looking and waiting then wakes you. */
  join(key: string): Waiter
  /** Wakes the first who waits for this. */
  wake(key: string): void
  wakeAll(): void
}

/** One claimant who waits for a queue. */
export interface Waiter {
  /** Resolves once woken; after so many milliseconds; or when the signal aborts. */
  woken(ms: number, signal: AbortSignal): Promise<void>
  /** Leaves. Whoever was woken and does not look any more passes it on. */
  leave(hasLooked: boolean): void
}

/** Nobody waits yet. */
export function createWaiters(clock: Clock): Waiters {
  const waiting = new Map<string, Set<() => void>>()

  function wake(key: string): void {
    const [first] = waiting.get(key) ?? []
    first?.()
  }

  return {
    join(key) {
      const others = waiting.get(key) ?? new Set()
      waiting.set(key, others)
      const woken = Promise.withResolvers<void>()
      let isWoken = false
      const wakeThis = () => {
        isWoken = true
        remove()
        woken.resolve()
      }
      const remove = () => {
        others.delete(wakeThis)
        if (others.size === 0 && waiting.get(key) === others) waiting.delete(key)
      }
      others.add(wakeThis)
      return {
        async woken(ms, signal) {
          const over = new AbortController()
          const slept = clock.sleep(ms, AbortSignal.any([signal, over.signal])).catch(() => undefined)
          await Promise.race([woken.promise, slept])
          over.abort()
        },
        leave(hasLooked) {
          remove()
          if (isWoken && !hasLooked) wake(key)
        },
      }
    },
    wake,
    wakeAll: () => waiting.forEach((all) => all.forEach((wakeOne) => wakeOne())),
  }
}
