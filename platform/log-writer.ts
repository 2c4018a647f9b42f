import type { LogEvent, LogId } from '../contract/index.ts'
import type { Store } from './store/store.ts'

/** Keeps what a container prints. */
export interface LogWriter {
  add(event: LogEvent): void
  /** Resolves once all that was added is kept. */
  flush(): Promise<void>
}

/**
 * Lines that come together are written together: a container may print thousands a second. What the store did not take,
 * because it was away, is given to it again with the lines that follow: rather twice than never.
 */
export function createLogWriter(store: Store, logId: LogId): LogWriter {
  let waiting: LogEvent[] = []
  let writing = Promise.resolve()
  let isPlanned = false

  async function writeWaiting(): Promise<void> {
    // By the next turn of the event loop all lines of a chunk are here.
    await new Promise((resolve) => setImmediate(resolve))
    isPlanned = false
    const events = waiting
    waiting = []
    try {
      await store.appendEvents(logId, events)
    } catch (error) {
      waiting = [...events, ...waiting]
      throw error
    }
  }

  function plan(): void {
    isPlanned = true
    writing = writing.catch(() => undefined).then(writeWaiting)
    // Whoever flushes hears of it.
    writing.catch(() => undefined)
  }

  return {
    add(event) {
      waiting.push(event)
      if (!isPlanned) plan()
    },
    async flush() {
      await writing.catch(() => undefined)
      if (waiting.length > 0 && !isPlanned) plan()
      await writing
    },
  }
}
