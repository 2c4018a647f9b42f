import { meansFailure, REJECTED, type Failure } from './errors.ts'
import { MOST_SECONDS } from './numbers.ts'

/** How often, and after what delay, a state is retried after these errors. */
export interface Retrier {
  ErrorEquals: readonly string[]
  /** Delay before the first retry; default 1. */
  IntervalSeconds?: number | undefined
  /** Default 3. */
  MaxAttempts?: number | undefined
  /** The factor between two delays; default 2. */
  BackoffRate?: number | undefined
  MaxDelaySeconds?: number | undefined
  /** FULL: a random share of the delay. Default NONE. */
  JitterStrategy?: 'FULL' | 'NONE' | undefined
}

/**
 * The Retry of a Task without one: two retries, after 2 and 4 seconds.
 * The platform has a default too, but nothing public says which.
 */
export const DEFAULT_RETRY: readonly Retrier[] = [
  {
    ErrorEquals: ['States.TaskFailed', 'States.HeartbeatTimeout'],
    IntervalSeconds: 2,
    MaxAttempts: 2,
  },
]

/** A retry of a state. */
export interface Retry {
  /** The index of its retrier. */
  index: number
  /** The number of that retrier's retries, this one included. */
  attempt: number
  delaySeconds: number
}

/**
 * @param attempts how often each retrier has been used since the state was entered
 * @returns undefined if the state is not retried
 */
export function nextRetry(
  retriers: readonly Retrier[],
  attempts: readonly number[],
  failure: Failure,
  random: () => number,
): Retry | undefined {
  const index = retriers.findIndex((retrier) => retries(retrier, failure))
  const retrier = retriers[index]
  const attempt = (attempts[index] ?? 0) + 1
  if (!retrier || attempt > (retrier.MaxAttempts ?? 3)) return undefined
  const {
    IntervalSeconds: interval = 1,
    BackoffRate: rate = 2,
    MaxDelaySeconds = MOST_SECONDS,
    JitterStrategy,
  } = retrier
  const delay = Math.min(interval * rate ** (attempt - 1), MaxDelaySeconds)
  return { index, attempt, delaySeconds: JitterStrategy === 'FULL' ? delay * random() : delay }
}

/** Only `Transition.Rejected` itself matches a rejection, as a second attempt would be rejected too. */
function retries({ ErrorEquals: names }: Retrier, failure: Failure): boolean {
  return names.some((name) => (failure.Error === REJECTED ? name === REJECTED : meansFailure(name, failure)))
}
