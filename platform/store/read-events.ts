// Events are read in batches, and between two of them other requests get their turn: a history has up to 25,000, and each
// of them may have as much data as a state.
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { LogEvent } from '../../contract/index.ts'

/** How many events a batch has, and how large it should be, in bytes. */
const BATCH = { first: 50, most: 1000, bytes: 500_000 }

/** A row of the journal of events. */
type EventRow = Readonly<Record<string, unknown>>

/** Reads so many events of one log after a place in it, or before one. */
export type ReadEvents = (
  direction: 'after' | 'before',
  place: number,
  limit: number,
) => EventRow[] | Promise<EventRow[]>

/** The statement of a `ReadEvents`; its values are the log, the place, and the limit. */
export const eventsSql = (direction: 'after' | 'before'): string =>
  direction === 'after'
    ? 'SELECT sequence, body FROM events WHERE logId = ? AND sequence > ? ORDER BY sequence LIMIT ?'
    : 'SELECT sequence, body FROM events WHERE logId = ? AND sequence < ? ORDER BY sequence DESC LIMIT ?'

/** Reads all events of a log, in order. */
export async function readAll(read: ReadEvents): Promise<LogEvent[]> {
  const all: LogEvent[] = []
  for await (const { event } of each(read, 'after', -1)) all.push(event)
  return all
}

/**
 * Reads the newest events of a log, of up to so many bytes as JSON.
 * @returns them in order, and the place of the first one
 */
export async function readNewest(
  read: ReadEvents,
  mostBytes: number,
  before: number,
): Promise<{ events: LogEvent[]; first: number }> {
  const newest: LogEvent[] = []
  let [bytes, first] = [0, before]
  for await (const { event, place, size } of each(read, 'before', before)) {
    bytes += size
    if (bytes > mostBytes) break
    first = place
    newest.push(event)
  }
  return { events: newest.toReversed(), first }
}

async function* each(read: ReadEvents, direction: 'after' | 'before', start: number) {
  let place = start
  for (let limit = BATCH.first; ;) {
    const rows = await read(direction, place, limit)
    let bytes = 0
    for (const { sequence, body } of rows) {
      place = Number(sequence)
      const text = String(body)
      const size = Buffer.byteLength(text)
      bytes += size
      // What the platform wrote is what it reads.
      yield { event: JSON.parse(text) as LogEvent, place, size }
    }
    if (rows.length < limit) return
    const fitting = Math.floor((limit * BATCH.bytes) / bytes)
    limit = Math.max(1, Math.min(fitting, 2 * limit, BATCH.most))
    await nextTurn()
  }
}
