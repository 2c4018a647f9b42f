import { allRows } from '../resources/rows.ts'
import { removeBranches } from './branches.ts'
import { situationOf, stateOf, type Here, type Parts } from './here.ts'
import type { Failure } from './language/errors.ts'
import { complete } from './language/interpret.ts'
import type { StateOf } from './language/states.ts'
import { exitState, failState } from './moves.ts'
import type { Plan } from './plan.ts'
import { planned } from './step-thread.ts'
import type { ForkRow, ThreadRow } from './thread.ts'

/** Goes on after a fork that is done: with what its branches gave, in their order, or with its failure. */
export function joinBranches(parts: Parts, here: Here, fork: ForkRow): Promise<Plan> {
  return planned(parts, here, async (plan) => {
    const { forkId } = fork
    if (fork.failure) await failState(parts, plan, here, failureOf(fork, fork.failure))
    else {
      const results = await resultsOf(parts, forkId)
      // Only these have branches.
      const state = stateOf(here) as StateOf<'Parallel' | 'Map'>
      await exitState(parts, plan, here, complete(state, results, situationOf(parts, here)))
    }
    await removeBranches(parts, plan, forkId)
  })
}

function failureOf({ hasTolerance, failed, tolerated }: ForkRow, failure: Failure): Failure {
  if (!hasTolerance) return { ...failure, ofBranch: true }
  const Cause = `${failed} items failed, and ${tolerated} may; the last with ${failure.Error}: ${failure.Cause}`
  return { Error: 'States.ExceedToleratedFailureThreshold', Cause }
}

/** An item that was allowed to fail has its error as its result. */
async function resultsOf({ store }: Parts, forkId: string): Promise<unknown[]> {
  const ended: ThreadRow[] = []
  for await (const thread of allRows(store, 'threads', { forkId })) ended.push(thread)
  return ended
    .toSorted((a, b) => a.index - b.index)
    .map(({ failure, output }) => (failure ? { Error: failure.Error, Cause: failure.Cause } : output))
}
