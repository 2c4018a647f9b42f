import { isObject } from '../../contract/is-object.ts'
import type { Executions } from '../executions/executions.ts'
import type { Store } from '../store/store.ts'
import type { WorkflowExecutionRow, WorkflowRow } from '../store/tables.ts'
import type { IntrinsicMachine } from './language/intrinsics/functions.ts'
import { groupOf, type StateInput } from './language/interpret.ts'
import { Work } from './language/work.ts'
import type { Machine, State, StateGroup } from './language/states.ts'
import type { Plan } from './plan.ts'
import type { ThreadRow } from '../store/thread-rows.ts'

/** What each step of the engine uses. */
export interface EngineServices {
  store: Store
  executions: Pick<Executions, 'plan' | 'planEnd'>
  machine: IntrinsicMachine
  /** Plans what follows when an execution ends or is held. */
  planNotification: (
    plan: Plan,
    position: Pick<Position, 'workflow' | 'execution' | 'now'>,
    notification: Notification,
  ) => void
}

/** How an execution has ended, or that it is held (`retry`). */
export interface Notification {
  status: WorkflowExecutionRow['status']
  output?: unknown
  error?: { Error: string; Cause: string } | undefined
}

/** One thread of an execution, with everything needed to step it. */
export interface Position {
  thread: ThreadRow
  execution: WorkflowExecutionRow
  workflow: WorkflowRow
  machine: Machine
  /** Milliseconds since the epoch. */
  now: number
  /** The work of the steps that are planned in a row. */
  slice: { spent: number }
}

/** The group of states that a thread's current state belongs to. */
export function groupAround({ machine, thread }: Pick<Position, 'machine' | 'thread'>): StateGroup {
  return thread.path.reduce<StateGroup>((around, [name, group]) => {
    const state = around.States[name]
    const inner = state && groupOf(state, group)
    if (!inner) throw new Error(`${thread.threadId} stands in ${name}, which the workflow's definition lacks`)
    return inner
  }, machine)
}

/** The state that a thread is in. */
export function stateOf(position: Pick<Position, 'machine' | 'thread'>): State {
  const state = groupAround(position).States[position.thread.state]
  if (state) return state
  throw new Error(
    `${position.thread.threadId} stands at ${position.thread.state}, which the workflow's definition lacks`,
  )
}

/** The input of a thread's current state, with the context object `$$`. */
export function stateInputOf(
  { machine }: EngineServices,
  { thread, execution, workflow, now, slice }: Position,
): StateInput {
  const { executionId, startTime, input } = execution
  const context = {
    Execution: { Id: executionId, Name: executionId, Input: input, StartTime: startTime },
    StateMachine: { Id: workflow.workflowId, Name: workflow.name ?? workflow.workflowId },
    State: {
      Name: thread.state,
      EnteredTime: new Date(thread.enteredAt).toISOString(),
      RetryCount: thread.attempts.reduce((sum, count) => sum + count, 0),
    },
    ...(thread.item && { Map: { Item: thread.item } }),
  }
  return { input: thread.input, context, machine, now, work: new Work(slice) }
}

/** In the API a workflow's output is an object: any other value is wrapped in one. */
export function asOutput(output: unknown): Record<string, unknown> {
  return isObject(output) ? output : { output }
}
