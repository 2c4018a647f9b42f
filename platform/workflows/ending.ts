import { timestampOf } from '../resources/audit.ts'
import { allRows } from '../resources/rows.ts'
import type { WorkflowExecutionRow } from '../store/tables.ts'
import { asOutput, type Here, type Notice, type Parts } from './here.ts'
import { note, type Plan } from './plan.ts'

/** An execution's end. */
export interface Ending extends Notice {
  status: Exclude<WorkflowExecutionRow['status'], 'running' | 'retry'>
  /** Who ended it. */
  by?: string
}

/** Adds an execution's end to a plan, with the end of all that it had under way. The plan depends on its not having ended yet. */
export async function planEnding(
  parts: Parts,
  plan: Plan,
  here: Pick<Here, 'workflow' | 'execution' | 'now'>,
  ending: Ending,
): Promise<void> {
  const { execution, now } = here
  const { executionId, logId } = execution
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
  await planRemoval(parts, plan, executionId)
  note(
    plan,
    { logId, now },
    {
      type: 'ExecutionEnded',
      status,
      ...(error && { error: error.Error, cause: error.Cause }),
      ...(by !== undefined && { by }),
    },
  )
  parts.planNotice(plan, here, ending)
}

/** Adds the end of all that an execution has under way. */
async function planRemoval(
  { store, executions }: Parts,
  { changes, after }: Plan,
  workflowExecutionId: string,
) {
  for await (const { threadId, executionId } of allRows(store, 'threads', { workflowExecutionId })) {
    changes.push({ remove: 'threads', id: threadId })
    if (executionId === undefined) continue
    const end = executions.planEnd(executionId, 'Stopped with the workflow execution that it was a step of')
    changes.push(...end.changes)
    after.push(end.begin)
  }
  for await (const { forkId } of allRows(store, 'forks', { workflowExecutionId }))
    changes.push({ remove: 'forks', id: forkId })
}
