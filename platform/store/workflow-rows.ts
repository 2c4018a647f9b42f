// What the engine of workflows asks of its rows without reading them: each may have as much data as a state.
import type { OverdueTarget } from './store.ts'

/** The statement of `overdueTargets`; its values are the time and the limit. */
export const overdueTargetsSql = (table: 'threads' | 'forks'): string =>
  `SELECT id, workflowExecutionId AS execution, due FROM ${table} WHERE due <= ? ORDER BY due LIMIT ?`

/** What a row of `overdueTargetsSql` says. */
export const overdueTarget = ({ id, execution, due }: Readonly<Record<string, unknown>>): OverdueTarget => ({
  id: String(id),
  workflowExecutionId: String(execution),
  due: Number(due),
})

/** The statement of `sizeOfWorkflowExecution`; its values are the log and the execution. */
export const SIZE_OF_WORKFLOW_EXECUTION = `SELECT
  (SELECT coalesce(sum(octet_length(body)), 0) FROM events WHERE logId = ?) +
  (SELECT coalesce(sum(octet_length(data)), 0) FROM threads WHERE workflowExecutionId = ?) AS size`
