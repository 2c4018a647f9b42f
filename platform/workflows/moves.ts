import { endBranch } from './branches.ts'
import { planEnding } from './ending.ts'
import { stateOf, type Position, type EngineServices } from './position.ts'
import { guarded, REJECTED, StatesError, type Failure } from './language/errors.ts'
import { handleError, isFaultOfDefinition, statusOf, type ErrorHandling } from './language/handle-error.ts'
import { changeThread, recordEvent, type Plan } from './plan.ts'
import type { ThreadRow } from '../store/thread-rows.ts'

/** A thread's fields when it arrives at a state. */
export const arrival = (state: string, input: unknown, now: number): Partial<ThreadRow> => ({
  phase: 'ready',
  due: now,
  state,
  input,
  enteredAt: now,
  attempts: [],
  executionId: undefined,
  timeoutAt: undefined,
  ownForkId: undefined,
  failure: undefined,
  recoveries: undefined,
})

/** Leaves a state: the next one follows, or the thread ends. */
export async function exitState(
  services: EngineServices,
  plan: Plan,
  position: Position,
  { output, next }: { output: unknown; next: string | undefined },
): Promise<void> {
  const { thread, now } = position
  recordEvent(plan, position, { type: 'StateExited', state: thread.state, output, next: next ?? null })
  if (next !== undefined) {
    plan.arrival = { ...thread, ...arrival(next, output, now) }
  } else if (thread.forkId === '') {
    await planEnding(services, plan, position, { status: 'succeeded', output })
  } else {
    await endBranch(services, plan, position, { output })
  }
}

/** Handles a state's failure as its Retry and Catch say: the state is retried, or another state follows, or the thread fails. */
export async function failState(
  services: EngineServices,
  plan: Plan,
  position: Position,
  failure: Failure,
): Promise<void> {
  const { thread, now } = position
  const { state } = thread
  const { Error: error, Cause: cause } = failure
  const handling = handleErrorAt(services, position, failure)
  if (handling.do === 'retry') {
    const { index, attempt, delaySeconds } = handling
    const until = now + Math.ceil(delaySeconds * 1000)
    const attempts = Array.from({ length: Math.max(thread.attempts.length, index + 1) }, (_, at) =>
      at === index ? attempt : (thread.attempts[at] ?? 0),
    )
    changeThread(plan, thread, {
      ...arrival(state, thread.input, until),
      enteredAt: thread.enteredAt,
      attempts,
    })
    recordEvent(plan, position, { type: 'StateRetried', state, error, cause, attempt, until })
    if (until <= now) plan.next.push({ thread: thread.threadId })
  } else if (handling.do === 'catch') {
    const { next, output } = handling
    plan.arrival = { ...thread, ...arrival(next, output, now) }
    recordEvent(plan, position, { type: 'StateCaught', state, error, cause, next })
  } else await failUnhandled(services, plan, position, handling.failure ?? failure)
}

/** Fails a thread with an error that its state doesn't handle. The execution is held where a person may move it on. */
export async function failUnhandled(
  services: EngineServices,
  plan: Plan,
  position: Position,
  failure: Failure,
): Promise<void> {
  const { thread, workflow } = position
  const { state } = thread
  recordEvent(plan, position, { type: 'StateFailed', state, error: failure.Error, cause: failure.Cause })
  if (
    workflow.errorConfig.manualRetry === true &&
    isOfTransition(position, failure) &&
    !(await isHandled(services, position, failure))
  )
    hold(services, plan, position, failure)
  else if (thread.forkId === '')
    await planEnding(services, plan, position, { status: statusOf(failure), error: failure })
  else await endBranch(services, plan, position, { failure })
}

/** Holds an execution until somebody moves it on. */
function hold(services: EngineServices, plan: Plan, position: Position, failure: Failure): void {
  const { thread, execution } = position
  plan.changes.push({
    update: 'workflowExecutions',
    id: execution.executionId,
    to: (row) =>
      row.status === 'running' || row.status === 'retry' ? { ...row, status: 'retry' } : undefined,
  })
  changeThread(plan, thread, { phase: 'held', due: null, executionId: undefined, failure })
  recordEvent(plan, position, { type: 'ExecutionHeld', state: thread.state })
  services.planNotification(plan, position, { status: 'retry', error: failure })
}

/** Whether a transition failed, so that another attempt may succeed. `rejected` is a final outcome. */
const isOfTransition = (position: Position, failure: Failure) =>
  stateOf(position).Type === 'Task' && failure.Error !== REJECTED && !isFaultOfDefinition(failure)

/** Whether a state around the branch handles its failure. */
async function isHandled(services: EngineServices, position: Position, failure: Failure): Promise<boolean> {
  for (let { forkId } = position.thread; forkId !== '';) {
    const fork = await services.store.get('forks', forkId)
    const thread = fork && (await services.store.get('threads', fork.threadId))
    if (!fork || !thread) return false
    const around = { ...position, thread }
    if (fork.hasTolerance || handleErrorAt(services, around, { ...failure, ofBranch: true }).do !== 'nothing')
      return true
    ;({ forkId } = thread)
  }
  return false
}

function handleErrorAt(
  services: EngineServices,
  position: Position,
  failure: Failure,
): ErrorHandling & { failure?: Failure } {
  const { attempts, input } = position.thread
  try {
    return guarded(() => handleError(stateOf(position), failure, attempts, input, services.machine.random))
  } catch (error) {
    if (!(error instanceof StatesError)) throw error
    return { do: 'nothing', failure: { Error: error.name, Cause: error.message } }
  }
}
