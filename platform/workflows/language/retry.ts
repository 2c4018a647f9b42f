import { meansFailure, REJECTED, type Failure } from './errors.ts'

/** How often and how soon a state is tried again after some failures. */
export interface Retrier {
  ErrorEquals: readonly string[]
  /** Before the first try; default 1. */
  IntervalSeconds?: number | undefined
  /** Default 3. */
  MaxAttempts?: number | undefined
  /** By what each delay is longer than the one before; default 2. */
  BackoffRate?: number | undefined
  MaxDelaySeconds?: number | undefined
  /** FULL: a random share of the delay. Default NONE. */
  JitterStrategy?: 'FULL' | 'NONE' | undefined
}

/**
 * What a Task has that has no Retry: a failure, a lost container or a `retry` is tried again twice, after 2 and 4 seconds.
 * Nothing public says what the platform's own is.
 */
export const DEFAULT_RETRY: readonly Retrier[] = [
  {
    ErrorEquals: ['States.TaskFailed', 'States.HeartbeatTimeout'],
    IntervalSeconds: 2,
    MaxAttempts: 2,
  },
]

/** A second try. */
export interface Retry {
  /** Which of the retriers wants it. */
  index: number
  /** Which try of that retrier it is, from 1 on. */
  attempt: number
  delaySeconds: number
}

/**
 * @param attempts how often each retrier has been used since the state was entered
 * @returns undefined if there is to be no further try
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
    MaxDelaySeconds = Infinity,
    JitterStrategy,
  } = retrier
  const delay = Math.min(interval * rate ** (attempt - 1), MaxDelaySeconds)
  return { index, attempt, delaySeconds: JitterStrategy === 'FULL' ? delay * random() : delay }
}

/** What was rejected once will be again: no name that means many failures tries it again. */
function retries({ ErrorEquals: names }: Retrier, failure: Failure): boolean {
  return names.some((name) => (failure.Error === REJECTED ? name === REJECTED : meansFailure(name, failure)))
}
