import type { Clock, JsonObject } from '../../contract/index.ts'
import { TRANSITION_OF_WORKFLOW_LOGS } from '../commons.ts'
import { newId } from '../new-id.ts'
import { timestamp } from '../resources/audit.ts'
import type { WorkflowExecutionRow, WorkflowRow } from '../store/tables.ts'
import { emptyPlan, note, type Plan } from './plan.ts'
import type { ThreadRow } from './thread.ts'

/** A new execution, at its first state. */
export function startExecution(
  { workflowId, specification }: WorkflowRow,
  input: JsonObject,
  clock: Clock,
): { execution: WorkflowExecutionRow; plan: Plan } {
  const [executionId, logId] = [newId('workflow-execution'), newId('log')]
  const [now, startTime] = [clock.now(), timestamp(clock)]
  const execution: WorkflowExecutionRow = {
    executionId,
    workflowId,
    status: 'running',
    input,
    output: {},
    startTime,
    endTime: null,
    completedBy: [],
    logId,
    completedTaskLogId: null,
  }
  const { StartAt: start, TimeoutSeconds: timeout } = specification.definition
  const thread: ThreadRow = {
    threadId: newId('thread'),
    workflowExecutionId: executionId,
    workflowId,
    phase: 'ready',
    due: now,
    version: 0,
    path: [],
    branch: '',
    state: String(start),
    input,
    enteredAt: now,
    attempts: [],
    forkId: '',
    index: 0,
  }
  const plan = emptyPlan()
  plan.changes.push(
    {
      insert: 'logs',
      row: {
        logId,
        transitionId: TRANSITION_OF_WORKFLOW_LOGS,
        transitionExecutionId: null,
        startTime,
        workflowId,
        workflowExecutionId: executionId,
      },
    },
    { insert: 'workflowExecutions', row: execution },
    { insert: 'threads', row: thread },
  )
  if (typeof timeout === 'number') {
    const due = now + timeout * 1000
    const row: ThreadRow = { ...thread, threadId: newId('thread'), phase: 'limit', due }
    plan.changes.push({ insert: 'threads', row })
  }
  note(plan, { logId, now }, { type: 'ExecutionStarted', input })
  plan.next.push({ thread: thread.threadId })
  return { execution, plan }
}
