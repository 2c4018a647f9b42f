import type { Container } from './container.ts'
import { VirtualClock } from './virtual-clock.ts'

/** Lets a harness's time pass where only the runtime waits for it. */
export interface Driver {
  readonly clock: VirtualClock
  /** Notes that the platform works on one call more, or less. */
  count(change: 1 | -1): void
  /** Runs what starts an execution: nobody may think meanwhile that all is quiet. */
  whileStarting<T>(start: () => Promise<T>): Promise<T>
  /** Says that something has changed: a container started, a handler ended. */
  look(): void
  close(): void
}

/** Turns of the event loop without work after which all is quiet. */
const QUIET_TURNS = 5

/**
 * A handler's time is its own, and stands still on the clock until a test advances it. Before a handler has its task and
 * after it has ended the runtime only waits, between two tries say, and that waiting need not take time.
 */
export function createDriver({
  startTime,
  containers,
}: {
  startTime: string | undefined
  /** Those that have not ended. */
  containers: () => readonly Container[]
}): Driver {
  let working = 0
  const closing = new AbortController()
  let isDriving = false
  let changed = Promise.withResolvers<void>()

  async function settle(): Promise<void> {
    for (let quiet = 0; quiet < QUIET_TURNS; quiet = working === 0 ? quiet + 1 : 0)
      await new Promise((resolve) => setImmediate(resolve))
  }
  const clock = new VirtualClock(startTime, settle)

  async function drive(): Promise<void> {
    while (!closing.signal.aborted && containers().length > 0) {
      const { promise } = changed
      await settle()
      const mayPass = containers().every(({ isAtWork }) => !isAtWork)
      if (closing.signal.aborted || containers().length === 0) return
      if (!mayPass || !(await clock.advanceToNext())) await promise
    }
  }

  return {
    clock,
    count: (change) => {
      working += change
    },
    async whileStarting(start) {
      working += 1
      try {
        return await start()
      } finally {
        working -= 1
      }
    },
    look() {
      changed.resolve()
      changed = Promise.withResolvers<void>()
      if (isDriving) return
      isDriving = true
      void drive().finally(() => {
        isDriving = false
      })
    },
    close() {
      closing.abort()
      changed.resolve()
    },
  }
}
