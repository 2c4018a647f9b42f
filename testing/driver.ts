import { VirtualClock } from './virtual-clock.ts'

/** Lets a harness's time pass where only the runtime waits for it. */
export interface Driver {
  readonly clock: VirtualClock
  /** Notes that the platform works on one call more, or less. */
  count(change: 1 | -1): void
  /** Runs what starts an execution: nobody may think meanwhile that all is quiet. */
  whileStarting<T>(start: () => Promise<T>): Promise<T>
  /** Says that something has changed: a container started, a handler ended, a test waits. */
  look(): void
  close(): void
}

export interface DriverOptions {
  startTime: string | undefined
  /** Whether anything runs. */
  isRunning: () => boolean
  /** Whether time may pass by itself. */
  mayPass: () => boolean
}

/** Turns of the event loop without work after which all is quiet. */
const QUIET_TURNS = 4

export function createDriver({ startTime, isRunning, mayPass }: DriverOptions): Driver {
  const closing = new AbortController()
  let working = 0
  let isDriving = false
  let changed = Promise.withResolvers<void>()

  async function settle(): Promise<void> {
    for (let quiet = 0; quiet < QUIET_TURNS; quiet = working === 0 ? quiet + 1 : 0)
      await new Promise((resolve) => setImmediate(resolve))
  }
  const clock = new VirtualClock(startTime, settle)
  const isDue = () => !closing.signal.aborted && isRunning()

  async function drive(): Promise<void> {
    while (isDue()) {
      const { promise } = changed
      if (mayPass()) {
        await settle()
        if (isDue() && mayPass() && (await clock.advanceToNext())) continue
      }
      if (isDue()) await promise
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
