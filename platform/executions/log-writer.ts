import type { LogEvent, LogId } from '../../contract/index.ts'
import type { Store } from '../store/store.ts'

/** Stores what a container prints. */
export interface LogWriter {
  add(event: LogEvent): void
  /** Resolves once all that was added is stored. */
  flush(): Promise<void>
}

/**
 * Lines that come together are written together: a container may print thousands a second. A write that failed is repeated
 * with the lines that follow: a line may be stored twice, but is never lost.
 */
export function createLogWriter(store: Store, logId: LogId): LogWriter {
  let waiting: LogEvent[] = []
  let writing = Promise.resolve()
  let isPlanned = false

  async function writeWaiting(): Promise<void> {
    // By the next iteration of the event loop all lines of a chunk are here.
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
    // `flush` reports it.
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
