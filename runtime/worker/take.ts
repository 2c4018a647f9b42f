import { ApiError, PlatformError } from '../../client/errors.ts'
import { EXECUTION_ID } from '../../contract/id-pattern.ts'
import type { Clock, Transition, TransitionExecution, TransitionId } from '../../contract/index.ts'
import { messageOf } from '../../contract/message-of.ts'
import { EnvironmentError } from '../environment.ts'
import type { TransitionApi } from '../supervisor/execution-api.ts'

/** One request, in milliseconds. */
const TIMEOUT_MS = 15_000
/** How often it is looked whether the transition is still there while nothing of it waits, in milliseconds. */
const LOOK_EVERY_MS = 300_000

/**
 * A transition whose executions can be taken.
 * @throws EnvironmentError if there is none of that id, or it is of another type
 */
export async function findTransition(api: TransitionApi, transitionId: TransitionId): Promise<Transition> {
  let transition: Transition
  try {
    transition = await api.get({ retry: false, timeoutMs: TIMEOUT_MS })
  } catch (error) {
    if (error instanceof ApiError && (error.status === 404 || error.status === 400))
      throw new EnvironmentError([`There is no transition ${transitionId}: ${messageOf(error)}`])
    throw error
  }
  if (transition.transitionType === 'manual') return transition
  throw new EnvironmentError([
    `EXECUTION_ID is missing, and ${transitionId} is a ${transition.transitionType} transition: the platform ` +
      'starts its executions in containers of their own. Only those of a manual transition can be taken',
  ])
}

/** Makes what asks the platform for the next execution of a transition that waits. */
export function createTake(api: TransitionApi, transitionId: TransitionId, clock: Clock) {
  let lookedAt = clock.now()
  return async (): Promise<TransitionExecution | undefined> => {
    try {
      const options = { retry: false, timeoutMs: TIMEOUT_MS }
      const execution = await api.take(options)
      if (EXECUTION_ID.test(execution.executionId)) return execution
      const path = `/transitions/${transitionId}/executions`
      throw new PlatformError({ method: 'POST', path }, 'answered no execution')
    } catch (error) {
      if (!(error instanceof ApiError && error.status === 404)) throw error
      // None waits; or the transition is no longer there, which gets the same answer.
      if (clock.now() - lookedAt < LOOK_EVERY_MS) return undefined
      lookedAt = clock.now()
      await findTransition(api, transitionId)
      return undefined
    }
  }
}
