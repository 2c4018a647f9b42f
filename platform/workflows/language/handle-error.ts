import { placeResult } from './data-flow.ts'
import { meansFailure, REJECTED, type Failure } from './errors.ts'
import { DEFAULT_RETRY, nextRetry, type Retry } from './retry.ts'
import type { State } from './states.ts'

/** How a state handles a failure. */
export type ErrorHandling =
  | ({ do: 'retry' } & Retry)
  | { do: 'catch'; next: string; output: unknown }
  | { do: 'nothing' }

/**
 * @param attempts how often each retrier has been used
 * @param input the state's raw input
 * @throws StatesError
 */
export function handleError(
  state: State,
  failure: Failure,
  attempts: readonly number[],
  input: unknown,
  random: () => number,
): ErrorHandling {
  if (!('Retry' in state) && !('Catch' in state) && state.Type !== 'Task') return { do: 'nothing' }
  const retriers =
    ('Retry' in state ? state.Retry : undefined) ?? (state.Type === 'Task' ? DEFAULT_RETRY : [])
  const retry = nextRetry(retriers, attempts, failure, random)
  if (retry) return { do: 'retry', ...retry }
  const catchers = ('Catch' in state ? state.Catch : undefined) ?? []
  const catcher = catchers.find(({ ErrorEquals: names }) => names.some((name) => meansFailure(name, failure)))
  if (!catcher) return { do: 'nothing' }
  return {
    do: 'catch',
    next: catcher.Next,
    output: placeResult(catcher.ResultPath, input, outputOf(failure)),
  }
}

/** The error output of a failure. A Fail state may give neither Error nor Cause. */
export function outputOf({ Error: error, Cause: cause }: Failure): { Error?: string; Cause?: string } {
  return { ...(error !== '' && { Error: error }), ...(cause !== '' && { Cause: cause }) }
}

/** Whether the definition is at fault: it can't be run with the data that it got. */
export const isFaultOfDefinition = ({ Error: error }: Failure): boolean =>
  error === 'States.Runtime' || error === 'States.DataLimitExceeded'

/** The status of an execution that ends with an unhandled failure. */
export function statusOf(failure: Failure): 'rejected' | 'failed' | 'error' {
  if (failure.Error === REJECTED) return 'rejected'
  return isFaultOfDefinition(failure) ? 'error' : 'failed'
}
