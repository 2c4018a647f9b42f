import type { Clock } from '../../../contract/index.ts'
import { timestamp } from '../../timestamp.ts'
import type { Caller } from '../../access/auth.ts'

/** The audit fields of what is made now. */
export function created(caller: Caller, clock: Clock) {
  return { createdBy: caller.id, createdTime: timestamp(clock), updatedBy: null, updatedTime: null }
}

/** The audit fields of what is changed now. */
export function updated(caller: Caller, clock: Clock) {
  return { updatedBy: caller.id, updatedTime: timestamp(clock) }
}
