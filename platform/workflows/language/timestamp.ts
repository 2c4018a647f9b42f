const RFC3339 = /^(\d{4})-(\d\d)-(\d\d)T\d\d:\d\d:\d\d(?:\.(\d+))?(?:Z|[+-]\d\d:\d\d)$/

/** A time, as exactly as it is written. */
export interface Timestamp {
  /** Since the epoch, whole. */
  milliseconds: number
  /** The digits after the whole second. */
  fraction: string
}

/** @returns undefined if it is no time as the language writes them: RFC 3339, with `T` and `Z` in capitals */
export function parseTimestamp(value: unknown): Timestamp | undefined {
  const match = typeof value === 'string' ? RFC3339.exec(value) : null
  if (!match) return undefined
  const [text, year, month, day, fraction = ''] = match
  const milliseconds = Date.parse(text)
  const isOnCalendar = Number(day) <= new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate()
  return Number.isNaN(milliseconds) || !isOnCalendar ? undefined : { milliseconds, fraction }
}

/** Less than 0 if the first is earlier. Digits below a millisecond count. */
export function compareTimestamps(one: Timestamp, other: Timestamp): number {
  const difference = one.milliseconds - other.milliseconds
  if (difference !== 0) return difference
  const digits = Math.max(one.fraction.length, other.fraction.length)
  const [a, b] = [one.fraction.padEnd(digits, '0'), other.fraction.padEnd(digits, '0')]
  return a < b ? -1 : a > b ? 1 : 0
}
