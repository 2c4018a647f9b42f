import type { Clock } from '../contract/index.ts'
import { transitionOf } from './commons.ts'
import type { Store } from './store/store.ts'
import type { ExecutionRow } from './store/tables.ts'
import { failsWithoutHeartbeat, isDue, missedLimit } from './time-limits.ts'

/** How many executions whose time is up the platform ends in one go. */
const SWEEP_SIZE = 1000

/** Ends the executions whose time is up; what somebody has taken from a queue waits again. */
export async function endOverdue({
  store,
  clock,
  takeBack,
  fail,
}: {
  store: Store
  clock: Clock
  takeBack: (executionId: string) => Promise<void>
  /** Fails an execution if it is as it should be, and stops its container. */
  fail: (
    executionId: string,
    changes: { message: string; timedOut: 'time' | 'heartbeat' },
    isSo: (row: ExecutionRow) => boolean,
  ) => Promise<void>
}): Promise<void> {
  const now = clock.now()
  for (const execution of await store.overdue('executions', now, SWEEP_SIZE)) {
    const { executionId } = execution
    const transition = await transitionOf(store, execution)
    const missed = missedLimit(execution, transition, now)
    const isFailure = missed.timedOut === 'heartbeat' && failsWithoutHeartbeat(execution)
    if (transition?.transitionType === 'manual' && !isFailure) await takeBack(executionId)
    else await fail(executionId, missed, (row) => isDue(row, now))
  }
}
