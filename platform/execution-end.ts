import type { Clock } from '../contract/index.ts'
import { timestamp } from './resources/audit.ts'
import type { ExecutionRow } from './store/tables.ts'

/** What every execution is that ends now. */
export const over = (clock: Clock) => ({ endTime: timestamp(clock), due: null, instanceId: null })

/** What an execution is that the platform fails now. */
export const failedNow = (
  clock: Clock,
  message: string,
  more: Partial<ExecutionRow> = {},
): Partial<ExecutionRow> => ({ status: 'failed', error: { message }, ...over(clock), queue: null, ...more })
