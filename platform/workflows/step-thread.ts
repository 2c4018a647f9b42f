import { TRANSITION_FAILED } from '../commons.ts'
import type { ExecutionRow } from '../store/tables.ts'
import { startBranches } from './branches.ts'
import { planEnding } from './ending.ts'
import { noteHere, situationOf, stateOf, type Here, type Parts } from './here.ts'
import { REJECTED, RETRY, StatesError, type Failure } from './language/errors.ts'
import { begin, complete, type Begun } from './language/interpret.ts'
import type { StateOf } from './language/states.ts'
import { exitState, failState, giveUp } from './moves.ts'
import { changeThread, emptyPlan, type Plan } from './plan.ts'

/** What a thread does now; undefined: it has to wait. */
export async function stepThread(parts: Parts, here: Here): Promise<Plan | undefined> {
  const { thread, now } = here
  const isDue = thread.due !== null && thread.due <= now
  if (!isDue) return undefined
  if (thread.phase === 'ready') return planned(parts, here, (plan) => enter(parts, plan, here))
  if (thread.phase === 'waiting') return planned(parts, here, (plan) => finish(parts, plan, here, undefined))
  if (thread.phase === 'working') return planned(parts, here, (plan) => afterTask(parts, plan, here))
  if (thread.phase !== 'limit') return undefined
  const plan = emptyPlan()
  const Cause = `the execution took longer than the ${here.machine.TimeoutSeconds} s of its TimeoutSeconds`
  await planEnding(parts, plan, here, { status: 'failed', error: { Error: 'States.Timeout', Cause } })
  return plan
}

/** What the language refuses fails the state; nothing of what was planned before that is done. */
export async function planned(parts: Parts, here: Here, make: (plan: Plan) => Promise<void>): Promise<Plan> {
  const plan = emptyPlan()
  try {
    await make(plan)
    return plan
  } catch (error) {
    if (!(error instanceof StatesError)) throw error
    const failing = emptyPlan()
    if (isFirstTry(here)) noteEntry(failing, here)
    await failState(parts, failing, here, { Error: error.name, Cause: error.message })
    return failing
  }
}

const isFirstTry = ({ thread }: Here) => thread.phase === 'ready' && thread.attempts.length === 0

const noteEntry = (plan: Plan, here: Here) =>
  noteHere(plan, here, { type: 'StateEntered', state: here.thread.state, input: here.thread.input })

async function enter(parts: Parts, plan: Plan, here: Here): Promise<void> {
  const { thread } = here
  const begun = begin(stateOf(here), situationOf(parts, here))
  if (isFirstTry(here)) noteEntry(plan, here)
  switch (begun.do) {
    case 'exit':
      return exitState(parts, plan, here, begun)
    case 'fail':
      return giveUp(parts, plan, here, begun.failure)
    case 'wait':
      changeThread(plan, thread, { phase: 'waiting', due: begun.until })
      noteHere(plan, here, { type: 'WaitStarted', state: thread.state, until: begun.until })
      plan.next.push({ thread: thread.threadId })
      return undefined
    case 'fork':
      return startBranches(plan, here, begun)
    case 'task':
      return startTask(parts, plan, here, begun)
    default:
      return begun satisfies never
  }
}

async function startTask(parts: Parts, plan: Plan, here: Here, begun: Begun & { do: 'task' }): Promise<void> {
  const { thread, execution, now } = here
  const { resource, input, timeoutSeconds, heartbeatSeconds } = begun
  if (resource === TRANSITION_FAILED)
    return giveUp(parts, plan, here, {
      Error: 'States.TaskFailed',
      Cause: `${thread.state} is ${TRANSITION_FAILED}`,
    })
  const transition = await parts.store.get('transitions', resource)
  if (!transition) throw new StatesError('States.Runtime', `its transition ${resource} is not there`)
  const { executionId: workflowExecutionId, workflowId } = execution
  const { threadId, state } = thread
  const task = parts.executions.plan(transition, input, {
    workflowExecutionId,
    origin: { workflowId, state, threadId, ...(heartbeatSeconds !== undefined && { heartbeatSeconds }) },
  })
  const { executionId } = task.execution
  plan.changes.push(...task.changes)
  plan.after.push(task.begin)
  const due = timeoutSeconds === undefined ? null : now + timeoutSeconds * 1000
  changeThread(plan, thread, { phase: 'working', executionId, due, timeoutAt: due })
  noteHere(plan, here, { type: 'TaskStarted', state, transitionId: resource, executionId })
}

/** Either the transition's execution has ended, or the state has no more time for it. */
async function afterTask(parts: Parts, plan: Plan, here: Here): Promise<void> {
  const { thread, now } = here
  const { state, executionId = '', timeoutAt } = thread
  const execution = await parts.store.get('executions', executionId)
  if (execution && execution.status !== 'running') {
    const { status, output = {} } = execution
    noteHere(plan, here, { type: 'TaskEnded', state, executionId, status })
    if (status === 'succeeded') return finish(parts, plan, here, output)
    return failState(parts, plan, here, failureOf(execution))
  }
  if (execution && (timeoutAt ?? Infinity) > now)
    return changeThread(plan, thread, { due: timeoutAt ?? null })
  const Cause = execution
    ? `it took longer than the TimeoutSeconds of ${state}`
    : `${executionId} is not there`
  const end = parts.executions.planEnd(executionId, `Timed out: ${Cause}`)
  plan.changes.push(...end.changes)
  plan.after.push(end.begin)
  return failState(parts, plan, here, { Error: 'States.Timeout', Cause })
}

async function finish(parts: Parts, plan: Plan, here: Here, result: unknown): Promise<void> {
  // Only what has begun comes here: a Task, or a Wait.
  const state = stateOf(here) as StateOf<'Task' | 'Wait'>
  await exitState(parts, plan, here, complete(state, result, situationOf(parts, here)))
}

/** What the language calls a transition's outcome. */
function failureOf({ status, error, timedOut }: ExecutionRow): Failure {
  const Cause = error?.message ?? ''
  if (timedOut) return { Error: timedOut === 'time' ? 'States.Timeout' : 'States.HeartbeatTimeout', Cause }
  if (status === 'rejected') return { Error: REJECTED, Cause }
  return { Error: status === 'retry' ? RETRY : 'States.TaskFailed', Cause }
}
