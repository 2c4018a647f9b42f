import { endBranch } from './branches.ts'
import { planEnding } from './ending.ts'
import { noteHere, situationOf, stateOf, type Here, type Parts } from './here.ts'
import { REJECTED, StatesError, type Failure } from './language/errors.ts'
import { cope, isFaultOfDefinition, statusOf, type Coping } from './language/interpret.ts'
import { changeThread, type Plan } from './plan.ts'
import type { ThreadRow } from './thread.ts'

/** What a thread is when it comes to a state. */
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
})

/** Leaves a state, to the next one or to the end of its way. */
export async function exitState(
  parts: Parts,
  plan: Plan,
  here: Here,
  { output, next }: { output: unknown; next: string | undefined },
): Promise<void> {
  const { thread, now } = here
  noteHere(plan, here, { type: 'StateExited', state: thread.state, output, next: next ?? null })
  if (next !== undefined) {
    changeThread(plan, thread, arrival(next, output, now))
    plan.next.push({ thread: thread.threadId })
  } else if (thread.forkId === '') {
    await planEnding(parts, plan, here, { status: 'succeeded', output })
  } else {
    await endBranch(parts, plan, here, { output })
  }
}

/** Copes with a state's failure as the state says: it is tried again, or another state comes next, or its way ends. */
export async function failState(parts: Parts, plan: Plan, here: Here, failure: Failure): Promise<void> {
  const { thread, now } = here
  const { state } = thread
  const { Error: error, Cause: cause } = failure
  const coping = copeHere(parts, here, failure)
  if (coping.do === 'retry') {
    const { index, attempt, delaySeconds } = coping
    const until = now + Math.ceil(delaySeconds * 1000)
    const attempts = Array.from({ length: Math.max(thread.attempts.length, index + 1) }, (_, at) =>
      at === index ? attempt : (thread.attempts[at] ?? 0),
    )
    changeThread(plan, thread, {
      ...arrival(state, thread.input, until),
      enteredAt: thread.enteredAt,
      attempts,
    })
    noteHere(plan, here, { type: 'StateRetried', state, error, cause, attempt, until })
    if (until <= now) plan.next.push({ thread: thread.threadId })
  } else if (coping.do === 'catch') {
    const { next, output } = coping
    changeThread(plan, thread, arrival(next, output, now))
    noteHere(plan, here, { type: 'StateCaught', state, error, cause, next })
    plan.next.push({ thread: thread.threadId })
  } else await giveUp(parts, plan, here, coping.failure ?? failure)
}

/** A failure that the state doesn't cope with. */
export async function giveUp(parts: Parts, plan: Plan, here: Here, failure: Failure): Promise<void> {
  const { thread, workflow } = here
  const { state } = thread
  noteHere(plan, here, { type: 'StateFailed', state, error: failure.Error, cause: failure.Cause })
  if (
    workflow.errorConfig.manualRetry === true &&
    isOfTransition(here, failure) &&
    !(await isCopedWith(parts, here, failure))
  )
    hold(parts, plan, here, failure)
  else if (thread.forkId === '')
    await planEnding(parts, plan, here, { status: statusOf(failure), error: failure })
  else await endBranch(parts, plan, here, { failure })
}

/** Leaves an execution for somebody to move it on. */
function hold(parts: Parts, plan: Plan, here: Here, failure: Failure): void {
  const { thread, execution } = here
  plan.changes.push({
    update: 'workflowExecutions',
    id: execution.executionId,
    to: (row) =>
      row.status === 'running' || row.status === 'retry' ? { ...row, status: 'retry' } : undefined,
  })
  changeThread(plan, thread, { phase: 'held', due: null, executionId: undefined, failure })
  noteHere(plan, here, { type: 'ExecutionHeld', state: thread.state })
  parts.planNotice(plan, here, { status: 'retry', error: failure })
}

/** Whether it is a transition's failure, which another try may mend; what was rejected has its outcome. */
const isOfTransition = (here: Here, failure: Failure) =>
  stateOf(here).Type === 'Task' && failure.Error !== REJECTED && !isFaultOfDefinition(failure)

/** Whether a state around the branch copes with its failure. */
async function isCopedWith(parts: Parts, here: Here, failure: Failure): Promise<boolean> {
  for (let { forkId } = here.thread; forkId !== '';) {
    const fork = await parts.store.get('forks', forkId)
    const thread = fork && (await parts.store.get('threads', fork.threadId))
    if (!fork || !thread) return false
    const around = { ...here, thread }
    if (fork.hasTolerance || copeHere(parts, around, { ...failure, ofBranch: true }).do !== 'nothing')
      return true
    ;({ forkId } = thread)
  }
  return false
}

function copeHere(parts: Parts, here: Here, failure: Failure): Coping & { failure?: Failure } {
  try {
    return cope(stateOf(here), failure, here.thread.attempts, situationOf(parts, here))
  } catch (error) {
    if (!(error instanceof StatesError)) throw error
    return { do: 'nothing', failure: { Error: error.name, Cause: error.message } }
  }
}
