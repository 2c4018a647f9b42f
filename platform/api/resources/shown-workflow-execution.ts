import type { WorkflowExecution } from '../../../contract/index.ts'
import type { Store } from '../../store/store.ts'
import type { WorkflowExecutionRow } from '../../store/tables.ts'
import { newestEvents } from './newest-events.ts'
import { allRows } from '../../store/all-rows.ts'

/**
 * A workflow execution as the API shows it. Its `transitionExecutions` are the ids of the transition executions that each
 * state has started, by the state's name, in their order.
 */
export async function shownInList(store: Store, row: WorkflowExecutionRow): Promise<WorkflowExecution> {
  const { executionId: workflowExecutionId } = row
  const transitionExecutions: Record<string, string[]> = {}
  for await (const { executionId, origin } of allRows(store, 'executions', { workflowExecutionId })) {
    const state = origin?.state ?? ''
    transitionExecutions[state] = [...(transitionExecutions[state] ?? []), executionId]
  }
  return { ...row, transitionExecutions }
}

/** As `shownInList`, with its newest events. */
export async function shownWhole(store: Store, row: WorkflowExecutionRow): Promise<WorkflowExecution> {
  const events = await newestEvents(store, row.logId)
  return { ...(await shownInList(store, row)), events }
}
