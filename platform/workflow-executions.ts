import type { Clock, JsonObject, WorkflowExecution } from '../contract/index.ts'
import { newId } from './new-id.ts'
import { timestamp } from './resources/audit.ts'
import type { Store } from './store/store.ts'

/** A `nextTransitionId` that ends an execution as failed. */
const FAILED = 'las:transition:commons-failed'

/**
 * The life of workflow executions. So far they are kept, and end only by hand: what steps through a workflow's states
 * belongs in `start` and `moveOn`, which are the only places where an execution begins to run.
 */
export interface WorkflowExecutions {
  start(workflowId: string, input: JsonObject): Promise<WorkflowExecution>
  /**
   * Moves one that waits in `retry` on to a transition; `las:transition:commons-failed` ends it, also while it runs.
   * @returns undefined if its status doesn't allow that
   */
  moveOn(executionId: string, nextTransitionId: string, by: string): Promise<WorkflowExecution | undefined>
  /**
   * Ends it as failed.
   * @returns undefined if it has already ended
   */
  stop(executionId: string, by: string): Promise<WorkflowExecution | undefined>
}

export function createWorkflowExecutions(store: Store, clock: Clock): WorkflowExecutions {
  function stop(executionId: string, by: string) {
    return store.update('workflowExecutions', executionId, (row) =>
      row.status === 'running' || row.status === 'retry'
        ? {
            ...row,
            status: 'failed',
            endTime: timestamp(clock),
            completedBy: [...(row.completedBy ?? []), by],
          }
        : undefined,
    )
  }

  return {
    async start(workflowId, input) {
      const execution: WorkflowExecution = {
        executionId: newId('workflow-execution'),
        workflowId,
        status: 'running',
        input,
        output: {},
        transitionExecutions: {},
        startTime: timestamp(clock),
        endTime: null,
        completedBy: [],
        logId: null,
        completedTaskLogId: null,
        events: [],
      }
      await store.insert('workflowExecutions', execution)
      return execution
    },

    moveOn: (executionId, nextTransitionId, by) =>
      nextTransitionId === FAILED
        ? stop(executionId, by)
        : store.update('workflowExecutions', executionId, (row) =>
            row.status === 'retry' ? { ...row, status: 'running' } : undefined,
          ),

    stop,
  }
}
