import type {
  Clock,
  JsonObject,
  Transition,
  TransitionExecution,
  WorkflowExecutionId,
} from '../../contract/index.ts'
import { newId } from '../store/new-id.ts'
import type { Change } from '../store/store.ts'
import type { ExecutionRow, Origin } from '../store/tables.ts'
import { timestamp } from '../timestamp.ts'

/** What an execution is for. */
export interface NewExecution {
  /** The workflow execution that it is a step of. */
  workflowExecutionId?: WorkflowExecutionId
  origin?: Origin
  /** The workflow execution after whose end it runs. */
  completes?: NonNullable<ExecutionRow['completes']>
  /** The platform that starts its container. */
  instanceId?: string
}

/** A new execution: a docker transition's has started, a manual one's is queued. The changes store it. */
export function newExecution(
  { transitionId, transitionType, timeoutInSeconds }: Transition,
  input: JsonObject,
  clock: Clock,
  { instanceId, ...step }: NewExecution = {},
): { execution: ExecutionRow; changes: Change[] } {
  const executionId = newId('transition-execution')
  const execution: ExecutionRow = {
    executionId,
    transitionId,
    status: 'running',
    input,
    endTime: null,
    completedBy: null,
    logId: null,
    ...queued(transitionId),
    ...step,
  }
  if (transitionType === 'manual') return { execution, changes: [{ insert: 'executions', row: execution }] }

  const [startTime, logId] = [timestamp(clock), newId('log')]
  const started: ExecutionRow = {
    ...execution,
    queue: null,
    ...(instanceId !== undefined && { instanceId }),
    startTime,
    logId,
    due: clock.now() + timeoutInSeconds * 1000,
  }
  const log = {
    logId,
    transitionId,
    transitionExecutionId: executionId,
    startTime,
    workflowId: (step.origin ?? step.completes)?.workflowId ?? null,
    workflowExecutionId: step.workflowExecutionId ?? step.completes?.workflowExecutionId ?? null,
  }
  return {
    execution: started,
    changes: [
      { insert: 'logs', row: log },
      { insert: 'executions', row: started },
    ],
  }
}

/** The fields of an execution in a queue. Its status is `running`, the only one that is no outcome, but it has no start. */
export function queued(transitionId: string) {
  return {
    queue: transitionId,
    startTime: null,
    due: null,
    isLaunched: false,
    isBeating: false,
    holder: null,
  } as const
}

/** Whether an execution waits in a queue to be claimed. */
export const isQueued = ({ queue }: Pick<ExecutionRow, 'queue'>) => queue !== undefined && queue !== null

/** The fields of every execution that ends now. */
export const ended = (clock: Clock) => ({ endTime: timestamp(clock), due: null, instanceId: null })

/** The fields of an execution that the platform fails now. */
export const failed = (
  clock: Clock,
  message: string,
  more: Partial<ExecutionRow> = {},
): Partial<ExecutionRow> => ({ status: 'failed', error: { message }, ...ended(clock), queue: null, ...more })

/** An execution as the API shows it: one in a queue is `running`, but has no `startTime`. */
export function shown(row: ExecutionRow): TransitionExecution {
  const { executionId, transitionId, status, input, startTime, endTime, completedBy, logId } = row
  return { executionId, transitionId, status, input, startTime, endTime, completedBy, logId }
}
