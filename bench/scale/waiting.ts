import type { Store } from '../../platform/store/store.ts'
import { queued } from '../../platform/executions/life-cycle.ts'
import { TRANSITION_ID } from '../fill.ts'

const AT_ONCE = 500

/** Lets so many more executions of the manual transition wait, and nothing else. */
export async function addWaiting(store: Store, count: number): Promise<void> {
  for (let done = 0; done < count; done += AT_ONCE) {
    const rows = Array.from({ length: Math.min(AT_ONCE, count - done) }, (_, index) => ({
      executionId: `las:transition-execution:${crypto.randomUUID().replaceAll('-', '')}` as const,
      transitionId: TRANSITION_ID,
      status: 'running' as const,
      input: { number: index },
      endTime: null,
      completedBy: null,
      logId: null,
      ...queued(TRANSITION_ID),
    }))
    await store.commit(rows.map((row) => ({ insert: 'executions', row })))
  }
}
