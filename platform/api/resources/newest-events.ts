import type { LogEvent, LogId } from '../../../contract/index.ts'
import type { Store } from '../../store/store.ts'

/** How large the events of an answer may be as JSON, in bytes. */
const MOST_BYTES = 6_000_000

/** The newest events of a log. A first entry says how many older ones are left out of the answer, if any are. */
export async function newestEvents(store: Store, logId: LogId | null | undefined): Promise<LogEvent[]> {
  if (!logId) return []
  const { events, omitted } = await store.getNewestEvents(logId, MOST_BYTES)
  if (omitted === 0) return events
  const message = `${omitted} earlier events are left out: an answer has the newest ${MOST_BYTES / 1e6} MB`
  const timestamp = events[0]?.timestamp
  return [
    { ...(timestamp !== undefined && { timestamp }), message, type: 'EventsOmitted', count: omitted },
    ...events,
  ]
}
