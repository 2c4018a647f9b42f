import type { Clock } from '../../contract/index.ts'
import type { Caller } from '../auth.ts'

/** The clock's time as the API writes it. */
export function timestamp(clock: Clock): string {
  return timestampOf(clock.now())
}

/** Milliseconds since the epoch as the API writes them. */
export function timestampOf(time: number): string {
  return new Date(time).toISOString()
}

/** The audit fields of what is made now. */
export function created(caller: Caller, clock: Clock) {
  return { createdBy: caller.id, createdTime: timestamp(clock), updatedBy: null, updatedTime: null }
}

/** The audit fields of what is changed now. */
export function updated(caller: Caller, clock: Clock) {
  return { updatedBy: caller.id, updatedTime: timestamp(clock) }
}
