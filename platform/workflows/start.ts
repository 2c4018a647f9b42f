import type { Clock, JsonObject, LogEvent } from '../../contract/index.ts'
import { TRANSITION_OF_WORKFLOW_LOGS } from '../executions/commons.ts'
import { newId } from '../store/new-id.ts'
import type { Change } from '../store/store.ts'
import type { WorkflowExecutionRow, WorkflowRow } from '../store/tables.ts'
import type { ThreadRow } from '../store/thread-rows.ts'
import { timestamp } from '../timestamp.ts'
import { eventOf } from './events.ts'
import { emptyPlan, type Plan } from './plan.ts'

/** An execution as it has started. */
export interface StartedExecution {
  execution: WorkflowExecutionRow
  /** Its first event. */
  event: LogEvent
}

/** A new execution, with its thread at the first state. */
export interface Start extends StartedExecution {
  /** It has recorded that the execution started. Its `arrival` is the thread. */
  plan: Plan
}

/** Plans a new execution: its row, its log, its first thread. */
export function startExecution(
  { workflowId, specification }: WorkflowRow,
  input: JsonObject,
  clock: Clock,
): Start {
  const [executionId, logId] = [newId('workflow-execution'), newId('log')]
  const now = clock.now()
  const execution: WorkflowExecutionRow = {
    executionId,
    workflowId,
    status: 'running',
    input,
    output: {},
    startTime: timestamp(clock),
    endTime: null,
    completedBy: [],
    logId,
    completedTaskLogId: null,
  }
  const plan = emptyPlan()
  const event = eventOf({ type: 'ExecutionStarted', input }, now)
  plan.changes.push({ append: logId, events: [event] })
  plan.arrival = {
    threadId: newId('thread'),
    workflowExecutionId: executionId,
    workflowId,
    phase: 'ready',
    due: now,
    version: 0,
    path: [],
    branch: '',
    state: String(specification.definition['StartAt']),
    input,
    enteredAt: now,
    attempts: [],
    forkId: '',
    index: 0,
  }
  return { execution, event, plan }
}

/** All that a new execution's plan adds to the store, together with the execution itself. */
export function changesOf({ execution, plan }: Start, { specification }: WorkflowRow): Change[] {
  const { executionId, workflowId, logId, startTime } = execution
  let row = execution
  const others = plan.changes.filter((change) => {
    // The row is not there yet: what changes it changes what is inserted.
    if (!('update' in change) || change.update !== 'workflowExecutions' || change.id !== executionId)
      return true
    row = change.to(row) ?? row
    return false
  })
  const threads = plan.arrival ? [plan.arrival, ...limitOf(plan.arrival, specification.definition)] : []
  return [
    {
      insert: 'logs',
      row: {
        logId: logId ?? newId('log'),
        transitionId: TRANSITION_OF_WORKFLOW_LOGS,
        transitionExecutionId: null,
        startTime: startTime ?? '',
        workflowId,
        workflowExecutionId: executionId,
      },
    },
    { insert: 'workflowExecutions', row },
    ...threads.map((thread) => ({ insert: 'threads' as const, row: thread })),
    ...others,
  ]
}

/** The thread that ends an execution after its TimeoutSeconds. */
function limitOf(thread: ThreadRow, { TimeoutSeconds: seconds }: JsonObject): ThreadRow[] {
  if (typeof seconds !== 'number') return []
  const due = thread.enteredAt + seconds * 1000
  return [{ ...thread, threadId: newId('thread'), phase: 'limit', due }]
}
