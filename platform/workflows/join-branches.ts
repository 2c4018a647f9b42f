import { allRows } from '../store/all-rows.ts'
import { THREADS_IN_A_PAGE, type ForkRow } from '../store/thread-rows.ts'
import { stateInputOf, stateOf, type Position, type EngineServices } from './position.ts'
import { guarded, StatesError, type Failure } from './language/errors.ts'
import { outputOf } from './language/handle-error.ts'
import { complete } from './language/interpret.ts'
import { MOST_BYTES, sizeOf } from './language/json.ts'
import type { StateOf } from './language/states.ts'
import { exitState, failState } from './moves.ts'
import type { Plan } from './plan.ts'
import { planRemoval } from './removal.ts'
import { planned } from './step-thread.ts'
import { yieldToRequests } from './turn.ts'

/** Resumes the thread of a fork that is done: with the branches' outputs in their order, or with the fork's failure. */
export async function joinBranches(
  services: EngineServices,
  position: Position,
  fork: ForkRow,
): Promise<Plan> {
  const plan = await planned(services, position, async (own) => {
    if (fork.failure) return failState(services, own, position, failureOf(fork, fork.failure))
    const results = await resultsOf(services, fork.forkId)
    // Only these fork.
    const state = stateOf(position) as StateOf<'Parallel' | 'Map'>
    const output = guarded(() => complete(state, results, stateInputOf(services, position)))
    return exitState(services, own, position, output)
  })
  if (!plan.isEnd) await planRemoval(services, plan, { ...position.thread, forkId: fork.forkId })
  return plan
}

function failureOf({ hasTolerance, failed, tolerated }: ForkRow, failure: Failure): Failure {
  if (!hasTolerance) return { ...failure, ofBranch: true }
  const Cause = `${failed} items failed, and ${tolerated} may; the last with ${failure.Error}: ${failure.Cause}`
  return { Error: 'States.ExceedToleratedFailureThreshold', Cause }
}

/**
 * The outputs of a fork's branches. An item that failed within its Map's tolerance gives its error.
 * @throws StatesError `States.DataLimitExceeded`, before all of them are in memory
 */
async function resultsOf({ store }: EngineServices, forkId: string): Promise<unknown[]> {
  const ended: { index: number; result: unknown }[] = []
  let bytes = 0
  for await (const { index, failure, output } of allRows(store, 'threads', { forkId }, THREADS_IN_A_PAGE)) {
    await yieldToRequests()
    const result = failure ? outputOf(failure) : output
    bytes += sizeOf(result, Infinity) + 1
    if (bytes > MOST_BYTES)
      throw new StatesError('States.DataLimitExceeded', `its result is more than ${MOST_BYTES} bytes as JSON`)
    ended.push({ index, result })
  }
  return ended.toSorted((a, b) => a.index - b.index).map(({ result }) => result)
}
