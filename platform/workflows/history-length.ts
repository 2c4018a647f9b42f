import type { LogId } from '../../contract/index.ts'
import type { Store } from '../store/store.ts'

/** How many logs are remembered. */
const MOST_REMEMBERED = 10_000
/** After so many events of its own a member counts again, as others may have added some. */
const COUNT_AGAIN_AFTER = 500

/** How many events logs have, mostly without asking the store. */
export interface HistoryLengths {
  of(logId: LogId): Promise<number>
  /** Sets the length of a new log. */
  start(logId: LogId, events: number): void
  /** Counts events that were added to a log. */
  add(logId: LogId, events: number): void
  /** Forgets a log that gets no more events. */
  forget(logId: LogId): void
}

/** The lengths of histories, counted once and then kept up to date. */
export function createHistoryLengths(store: Pick<Store, 'countEvents'>): HistoryLengths {
  const known = new Map<LogId, { count: number; added: number }>()
  function remember(logId: LogId, count: number): void {
    known.set(logId, { count, added: 0 })
    for (const oldest of known.keys()) {
      if (known.size <= MOST_REMEMBERED) break
      known.delete(oldest)
    }
  }

  return {
    async of(logId) {
      const length = known.get(logId)
      if (length && length.added < COUNT_AGAIN_AFTER) return length.count
      const count = await store.countEvents(logId)
      remember(logId, count)
      return count
    },
    start: remember,
    add(logId, events) {
      const length = known.get(logId)
      if (length) known.set(logId, { count: length.count + events, added: length.added + events })
    },
    forget: (logId) => void known.delete(logId),
  }
}
