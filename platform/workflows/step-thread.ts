import { TRANSITION_FAILED } from '../executions/commons.ts'
import type { ExecutionRow } from '../store/tables.ts'
import { startBranches } from './branches.ts'
import { planEnding } from './ending.ts'
import { stateInputOf, stateOf, type Position, type EngineServices } from './position.ts'
import { guarded, REJECTED, RETRY, StatesError, type Failure } from './language/errors.ts'
import { enterState, complete, type Action } from './language/interpret.ts'
import type { StateOf } from './language/states.ts'
import { exitState, failState, failUnhandled } from './moves.ts'
import { append, changeThread, emptyPlan, recordEvent, type Plan } from './plan.ts'
import { yieldToRequests } from './turn.ts'

/** States without an effect outside: they are planned in a row, and committed together. */
const EFFECT_FREE: ReadonlySet<string> = new Set(['Pass', 'Choice', 'Succeed', 'Fail'])
/** The most states in a row, and the work after which no further one is added. */
const MOST_IN_A_ROW = 100
const MOST_WORK_IN_A_ROW = 30_000

/** Plans a thread's next step. Undefined: it is not due. */
export async function stepThread(services: EngineServices, position: Position): Promise<Plan | undefined> {
  const { thread, now } = position
  const isDue = thread.due !== null && thread.due <= now
  if (!isDue) return undefined
  if (thread.phase === 'ready') return planned(services, position, (plan) => enter(services, plan, position))
  if (thread.phase === 'waiting')
    return planned(services, position, (plan) => finish(services, plan, position, undefined))
  if (thread.phase === 'working')
    return planned(services, position, (plan) => afterTask(services, plan, position))
  if (thread.phase !== 'limit') return undefined
  const plan = emptyPlan()
  const Cause = `the execution took longer than the ${position.machine.TimeoutSeconds} s of its TimeoutSeconds`
  await planEnding(services, plan, position, { status: 'failed', error: { Error: 'States.Timeout', Cause } })
  return plan
}

/**
 * Adds to a plan the states that follow in a row, as long as they have no effect outside.
 * @param isSingle none follows in this plan
 */
export async function followOn(
  services: EngineServices,
  position: Omit<Position, 'thread'>,
  plan: Plan,
  isSingle: boolean,
): Promise<void> {
  const most = isSingle ? 1 : MOST_IN_A_ROW
  for (let steps = 1; plan.arrival && steps < most; steps += 1) {
    const next = { ...position, thread: plan.arrival }
    if (!EFFECT_FREE.has(stateOf(next).Type) || position.slice.spent > MOST_WORK_IN_A_ROW) break
    append(plan, await planned(services, next, (own) => enter(services, own, next)))
  }
}

/** Plans that a thread stays where it has arrived. */
export function arrive(plan: Plan): void {
  if (!plan.arrival) return
  changeThread(plan, plan.arrival, {})
  plan.next.push({ thread: plan.arrival.threadId })
}

/** Makes a plan. A StatesError fails the state, and discards what was planned before it. */
export async function planned(
  services: EngineServices,
  position: Position,
  make: (plan: Plan) => Promise<void>,
): Promise<Plan> {
  const plan = emptyPlan()
  await yieldToRequests()
  try {
    await make(plan)
    return plan
  } catch (error) {
    if (!(error instanceof StatesError)) throw error
    const failing = emptyPlan()
    if (isFirstAttempt(position)) recordEntry(failing, position)
    await failState(services, failing, position, { Error: error.name, Cause: error.message })
    return failing
  }
}

const isFirstAttempt = ({ thread }: Position) => thread.phase === 'ready' && thread.attempts.length === 0

const recordEntry = (plan: Plan, position: Position) =>
  recordEvent(plan, position, {
    type: 'StateEntered',
    state: position.thread.state,
    input: position.thread.input,
  })

async function enter(services: EngineServices, plan: Plan, position: Position): Promise<void> {
  const { thread } = position
  const action = guarded(() => enterState(stateOf(position), stateInputOf(services, position)))
  if (isFirstAttempt(position)) recordEntry(plan, position)
  switch (action.do) {
    case 'exit':
      return exitState(services, plan, position, action)
    case 'fail':
      return failUnhandled(services, plan, position, action.failure)
    case 'wait':
      changeThread(plan, thread, { phase: 'waiting', due: action.until, recoveries: undefined })
      recordEvent(plan, position, { type: 'WaitStarted', state: thread.state, until: action.until })
      plan.next.push({ thread: thread.threadId })
      return undefined
    case 'fork':
      return startBranches(services, plan, position, action.branches)
    case 'task':
      return startTask(services, plan, position, action)
    default:
      return action satisfies never
  }
}

async function startTask(
  services: EngineServices,
  plan: Plan,
  position: Position,
  action: Action & { do: 'task' },
): Promise<void> {
  const { thread, execution, now } = position
  const { resource, input, timeoutSeconds, heartbeatSeconds } = action
  if (resource === TRANSITION_FAILED)
    return failUnhandled(services, plan, position, {
      Error: 'States.TaskFailed',
      Cause: `${thread.state} is ${TRANSITION_FAILED}`,
    })
  const transition = await services.store.get('transitions', resource)
  if (!transition) throw new StatesError('States.Runtime', `its transition ${resource} is not there`)
  const { executionId: workflowExecutionId, workflowId } = execution
  const { threadId, state } = thread
  const task = services.executions.plan(transition, input, {
    workflowExecutionId,
    origin: { workflowId, state, threadId, ...(heartbeatSeconds !== undefined && { heartbeatSeconds }) },
  })
  const { executionId } = task.execution
  plan.changes.push(...task.changes)
  plan.after.push(task.begin)
  const due = timeoutSeconds === undefined ? null : now + timeoutSeconds * 1000
  changeThread(plan, thread, { phase: 'working', executionId, due, timeoutAt: due })
  recordEvent(plan, position, { type: 'TaskStarted', state, transitionId: resource, executionId })
}

/** Continues after a Task's execution has ended, or its time-out has passed. */
async function afterTask(services: EngineServices, plan: Plan, position: Position): Promise<void> {
  const { thread, now } = position
  const { state, executionId = '', timeoutAt } = thread
  const execution = await services.store.get('executions', executionId)
  if (execution && execution.status !== 'running') {
    const { status, output = {} } = execution
    recordEvent(plan, position, { type: 'TaskEnded', state, executionId, status })
    if (status === 'succeeded') return finish(services, plan, position, output)
    return failState(services, plan, position, failureOf(execution))
  }
  if (execution && (timeoutAt ?? Infinity) > now)
    return changeThread(plan, thread, { due: timeoutAt ?? null })
  const Cause = execution
    ? `it took longer than the TimeoutSeconds of ${state}`
    : `${executionId} is not there`
  const end = services.executions.planEnd(executionId, `Timed out: ${Cause}`)
  plan.changes.push(...end.changes)
  plan.after.push(end.begin)
  return failState(services, plan, position, { Error: 'States.Timeout', Cause })
}

async function finish(
  services: EngineServices,
  plan: Plan,
  position: Position,
  result: unknown,
): Promise<void> {
  // Only a Task or a Wait finishes later than it starts.
  const state = stateOf(position) as StateOf<'Task' | 'Wait'>
  const output = guarded(() => complete(state, result, stateInputOf(services, position)))
  await exitState(services, plan, position, output)
}

/** The failure that a transition's outcome means to its Task. */
function failureOf({ status, error, timedOut }: ExecutionRow): Failure {
  const Cause = error?.message ?? ''
  if (timedOut) return { Error: timedOut === 'time' ? 'States.Timeout' : 'States.HeartbeatTimeout', Cause }
  if (status === 'rejected') return { Error: REJECTED, Cause }
  return { Error: status === 'retry' ? RETRY : 'States.TaskFailed', Cause }
}
