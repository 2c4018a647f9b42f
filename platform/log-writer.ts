import type { LogEvent, LogId } from '../contract/index.ts'
import type { Store } from './store/store.ts'

/** Keeps what a container prints. */
export interface LogWriter {
  add(event: LogEvent): void
  /** Resolves once all that was added is kept. */
  flush(): Promise<void>
}

/** Lines that come together are written together: a container may print thousands a second. */
export function createLogWriter(store: Store, logId: LogId): LogWriter {
  let waiting: LogEvent[] = []
  let writing = Promise.resolve()

  async function writeWaiting(): Promise<void> {
    // By the next turn of the event loop all lines of a chunk are here.
    await new Promise((resolve) => setImmediate(resolve))
    const events = waiting
    waiting = []
    await store.appendEvents(logId, events)
  }

  return {
    add(event) {
      if (waiting.length === 0) writing = writing.then(writeWaiting)
      waiting.push(event)
    },
    flush: () => writing,
  }
}
