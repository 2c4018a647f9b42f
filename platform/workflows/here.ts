import type { Executions } from '../executions.ts'
import type { Store } from '../store/store.ts'
import type { WorkflowExecutionRow, WorkflowRow } from '../store/tables.ts'
import type { IntrinsicMachine } from './language/intrinsics/functions.ts'
import { groupOf, type Situation } from './language/interpret.ts'
import { isObject } from './language/reference-path.ts'
import type { Machine, State, StateGroup } from './language/states.ts'
import { note, type Plan } from './plan.ts'
import type { Happening } from './history.ts'
import type { ThreadRow } from './thread.ts'

/** What steps work with. */
export interface Parts {
  store: Store
  executions: Pick<Executions, 'plan' | 'planEnd'>
  machine: IntrinsicMachine
  /** Adds to a plan what follows an execution's end, or that it is held. */
  planNotice: (plan: Plan, here: Pick<Here, 'workflow' | 'execution' | 'now'>, notice: Notice) => void
}

/** What those are told who want to know of an execution's end. */
export interface Notice {
  status: WorkflowExecutionRow['status']
  output?: unknown
  error?: { Error: string; Cause: string } | undefined
}

/** Where an execution is on one of its ways, and at what time. */
export interface Here {
  thread: ThreadRow
  execution: WorkflowExecutionRow
  workflow: WorkflowRow
  machine: Machine
  /** Milliseconds since the epoch. */
  now: number
}

/** The states that a thread's own stands among. */
export function groupAround({ machine, thread }: Pick<Here, 'machine' | 'thread'>): StateGroup {
  return thread.path.reduce<StateGroup>((around, [name, group]) => {
    const state = around.States[name]
    const inner = state && groupOf(state, group)
    if (!inner) throw new Error(`${thread.threadId} stands in ${name}, which the workflow's definition lacks`)
    return inner
  }, machine)
}

export function stateOf(here: Pick<Here, 'machine' | 'thread'>): State {
  const state = groupAround(here).States[here.thread.state]
  if (state) return state
  throw new Error(
    `${here.thread.threadId} stands at ${here.thread.state}, which the workflow's definition lacks`,
  )
}

/** What the language is told of where an execution is: `$$` among it. */
export function situationOf({ machine }: Parts, { thread, execution, workflow, now }: Here): Situation {
  const { executionId, startTime, input } = execution
  const context = {
    Execution: { Id: executionId, Name: executionId, Input: input, StartTime: startTime },
    StateMachine: { Id: workflow.workflowId, Name: workflow.name },
    State: {
      Name: thread.state,
      EnteredTime: new Date(thread.enteredAt).toISOString(),
      RetryCount: thread.attempts.reduce((sum, count) => sum + count, 0),
    },
    ...(thread.item && { Map: { Item: thread.item } }),
  }
  return { input: thread.input, context, machine, now }
}

/** Adds to a plan what happens on a thread's way. */
export function noteHere(plan: Plan, { thread, execution, now }: Here, ...happenings: Happening[]): void {
  note(plan, { logId: execution.logId, now, branch: thread.branch }, ...happenings)
}

/** A workflow's output is an object in the API: what is none stands in one. */
export function asOutput(output: unknown): Record<string, unknown> {
  return isObject(output) ? output : { output }
}
