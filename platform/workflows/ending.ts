import { timestampOf } from '../timestamp.ts'
import type { WorkflowExecutionRow } from '../store/tables.ts'
import { asOutput, type Position, type Notification, type EngineServices } from './position.ts'
import { recordEvent, type Plan } from './plan.ts'
import { planRemoval } from './removal.ts'

/** An execution's end. */
export interface Ending extends Notification {
  status: Exclude<WorkflowExecutionRow['status'], 'running' | 'retry'>
  /** Who ended it. */
  by?: string
}

/** Plans an execution's end, and the end of everything that it runs. The plan fails if the execution has already ended. */
export async function planEnding(
  services: EngineServices,
  plan: Plan,
  position: Pick<Position, 'workflow' | 'execution' | 'now'> & Partial<Pick<Position, 'thread'>>,
  ending: Ending,
): Promise<void> {
  const { workflow, execution, now, thread } = position
  const { executionId } = execution
  const { status, output, error, by } = ending
  plan.changes.unshift({
    update: 'workflowExecutions',
    id: executionId,
    to: (row) =>
      row.status === 'running' || row.status === 'retry'
        ? {
            ...row,
            status,
            output: status === 'succeeded' ? asOutput(output) : {},
            endTime: timestampOf(now),
            completedBy: [...(row.completedBy ?? []), ...(by === undefined ? [] : [by])],
          }
        : undefined,
  })
  const whose = { workflowExecutionId: executionId, workflowId: workflow.workflowId, forkId: '' }
  await planRemoval(services, plan, whose, thread)
  plan.isEnd = true
  recordEvent(
    plan,
    { execution, now },
    {
      type: 'ExecutionEnded',
      status,
      ...(error?.Error && { error: error.Error }),
      ...(error?.Cause && { cause: error.Cause }),
      ...(by !== undefined && { by }),
    },
  )
  services.planNotification(plan, position, ending)
}
