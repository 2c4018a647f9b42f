import type { LogEvent } from '../contract/index.ts'

/**
 * The events of an answer that were not told yet. An answer has the newest ones; a first entry counts those that it leaves out.
 * @param told how many events there were so far
 * @returns them, with that entry only where some of those that are left out were never told; and how many there are by now
 */
export function newEvents(
  events: readonly LogEvent[],
  told: number,
): { more: readonly LogEvent[]; told: number } {
  const omitted = events[0]?.['type'] === 'EventsOmitted' ? Number(events[0]['count']) : 0
  const first = omitted > 0 ? 1 : 0
  const more = told < omitted ? events : events.slice(first + told - omitted)
  return { more, told: Math.max(told, omitted + events.length - first) }
}
