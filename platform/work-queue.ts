import type { Clock } from '../contract/index.ts'
import { timestamp } from './resources/audit.ts'
import { heldBy } from './holder.ts'
import type { Store } from './store/store.ts'
import type { ExecutionRow } from './store/tables.ts'
import { dueTime, isDue } from './time-limits.ts'

/**
 * The queues of manual transitions. Who takes an execution has it until its outcome, or until its heartbeats stop: then
 * it waits again, before those that came after it.
 */
export interface WorkQueue {
  /** @returns the execution that waits longest, taken; undefined if none waits */
  take(transitionId: string, container?: string): Promise<ExecutionRow | undefined>
  /** Takes an execution from whoever had it, if its time is up. */
  takeBack(executionId: string): Promise<void>
}

export function createWorkQueue({
  store,
  clock,
  change,
  onTaken,
}: {
  store: Store
  clock: Clock
  /** Changes an execution that runs. */
  change: (
    executionId: string,
    changes: (row: ExecutionRow) => Partial<ExecutionRow> | undefined,
  ) => Promise<ExecutionRow | undefined>
  onTaken: (execution: ExecutionRow) => void
}): WorkQueue {
  return {
    async take(transitionId, container) {
      const transition = await store.get('transitions', transitionId)
      const taken = await store.updateFirst('executions', 'queue', transitionId, (row) => {
        const now = clock.now()
        const started = { ...row, startTime: timestamp(clock), isLaunched: true, ...heldBy(container, now) }
        return { ...started, queue: null, due: dueTime(started, transition, now) }
      })
      if (taken) onTaken(taken)
      return taken
    },

    async takeBack(executionId) {
      await change(executionId, (row) => (isDue(row, clock.now()) ? waiting(row.transitionId) : undefined))
    },
  }
}

/** How an execution is that waits. It is `running`, the only status that is no outcome, but nobody has started it. */
export function waiting(transitionId: string) {
  return { queue: transitionId, startTime: null, due: null, isLaunched: false, holder: null } as const
}

export const isWaiting = ({ queue }: Pick<ExecutionRow, 'queue'>) => queue !== undefined && queue !== null
