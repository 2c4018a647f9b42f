import { VirtualClock } from './virtual-clock.ts'

/** Lets a harness's time pass where only the runtime waits for it. */
export interface TimeDriver {
  readonly clock: VirtualClock
  /** Counts the calls that the platform is working on. */
  countWork(change: 1 | -1): void
  /** Starts an execution. Time stands still until `start` resolves. */
  whileStarting<T>(start: () => Promise<T>): Promise<T>
  /** Checks anew whether time may pass: a container started, a handler ended, a test waits. */
  wake(): void
  close(): void
}

/** When time starts, and when it may pass. */
export interface TimeDriverOptions {
  startTime: string | undefined
  /** Whether anything runs. */
  isRunning: () => boolean
  /** Whether time may pass by itself. */
  mayPass: () => boolean
}

/** After this many turns of the event loop without work, nothing more is pending. */
const QUIET_TURNS = 4

/** A clock that stands still until nothing else can happen. */
export function createTimeDriver({ startTime, isRunning, mayPass }: TimeDriverOptions): TimeDriver {
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
    countWork: (change) => {
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
    wake() {
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
