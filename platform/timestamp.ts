import type { Clock } from '../contract/index.ts'

/** The clock's time as the API writes it. */
export function timestamp(clock: Clock): string {
  return timestampOf(clock.now())
}

/** Milliseconds since the epoch as the API writes them. */
export function timestampOf(time: number): string {
  return new Date(time).toISOString()
}
