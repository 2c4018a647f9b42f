import type { HistoryEntry } from '../store/history-entries.ts'
import type { Store } from '../store/store.ts'

/** Writes history entries to the store. */
export interface HistoryWriter {
  add(entry: HistoryEntry): void
  /** Resolves once all that was added is kept. */
  flush(): Promise<void>
}

/** Entries that come together are written together, after the answers that they are about. */
export function createHistoryWriter(store: Store, onError: (error: unknown) => void): HistoryWriter {
  let waiting: HistoryEntry[] = []
  let writing = Promise.resolve()

  async function writeWaiting(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve))
    const entries = waiting
    waiting = []
    await store.appendHistory(entries)
  }

  return {
    add(entry) {
      if (waiting.length === 0) writing = writing.then(writeWaiting).catch(onError)
      waiting.push(entry)
    },
    flush: () => writing,
  }
}
