import type { Clock, JsonObject, Transition, WorkflowExecutionId } from '../contract/index.ts'
import { newId } from './new-id.ts'
import { timestamp } from './resources/audit.ts'
import type { Change } from './store/store.ts'
import type { ExecutionRow, Origin } from './store/tables.ts'
import { waiting } from './work-queue.ts'

/** What an execution is for. */
export interface NewExecution {
  /** The workflow execution that it is a step of. */
  workflowExecutionId?: WorkflowExecutionId
  origin?: Origin
  /** The workflow execution after whose end it is done. */
  completes?: ExecutionRow['completes']
  /** The platform that starts its container. */
  instanceId?: string
}

/** An execution that isn't kept yet: what the store has to take, and what follows once it has. */
export interface Planned {
  execution: ExecutionRow
  changes: Change[]
  begin: () => void
}

/** An execution that is not kept yet: a docker transition's runs from now on, a manual one's waits. */
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
    ...waiting(transitionId),
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
