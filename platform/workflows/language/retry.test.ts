import { describe, expect, it, test } from 'vitest'
import { meansFailure } from './errors.ts'
import { DEFAULT_RETRY, nextRetry, type Retrier } from './retry.ts'

const failure = (Error: string) => ({ Error, Cause: 'because' })

/** The delays in seconds until a retrier gives up. */
function delaysOf(retrier: Omit<Retrier, 'ErrorEquals'>, random = () => 0.5): number[] {
  const delays: number[] = []
  for (;;) {
    const retry = nextRetry([{ ErrorEquals: ['E'], ...retrier }], [delays.length], failure('E'), random)
    if (!retry) return delays
    delays.push(retry.delaySeconds)
  }
}

describe('a retrier', () => {
  it.each([
    ['its defaults', {}, [1, 2, 4]],
    ['IntervalSeconds', { IntervalSeconds: 3, MaxAttempts: 2, BackoffRate: 1.5 }, [3, 4.5]],
    ['a BackoffRate of 1', { IntervalSeconds: 5, BackoffRate: 1, MaxAttempts: 4 }, [5, 5, 5, 5]],
    ['MaxDelaySeconds', { IntervalSeconds: 3, MaxAttempts: 5, MaxDelaySeconds: 10 }, [3, 6, 10, 10, 10]],
    ['MaxAttempts 0: never', { MaxAttempts: 0 }, []],
    ['JitterStrategy NONE', { MaxAttempts: 2, JitterStrategy: 'NONE' }, [1, 2]],
    ['JitterStrategy FULL', { IntervalSeconds: 4, MaxAttempts: 3, JitterStrategy: 'FULL' }, [2, 4, 8]],
    ['both', { IntervalSeconds: 4, MaxAttempts: 3, MaxDelaySeconds: 8, JitterStrategy: 'FULL' }, [2, 4, 4]],
  ] as const)('waits by %s', (_, retrier, expected) => {
    expect(delaysOf(retrier)).toEqual(expected)
  })

  it('counts for itself', () => {
    const retriers: Retrier[] = [
      { ErrorEquals: ['A', 'B'], IntervalSeconds: 1, MaxAttempts: 2 },
      { ErrorEquals: ['C'], IntervalSeconds: 5 },
    ]
    const next = (attempts: number[], name: string) =>
      nextRetry(retriers, attempts, failure(name), Math.random)
    expect(next([1, 0], 'B')).toEqual({ index: 0, attempt: 2, delaySeconds: 2 })
    expect(next([2, 0], 'C')).toEqual({ index: 1, attempt: 1, delaySeconds: 5 })
    expect(next([2, 1], 'A')).toBeUndefined()
    expect(next([0, 0], 'D')).toBeUndefined()
  })

  it('that is used up is not followed by a later one that means the same', () => {
    const retriers: Retrier[] = [{ ErrorEquals: ['A'], MaxAttempts: 1 }, { ErrorEquals: ['States.ALL'] }]
    expect(nextRetry(retriers, [1], failure('A'), Math.random)).toBeUndefined()
  })

  it('tries again what was rejected only if it says so', () => {
    const rejected = failure('Transition.Rejected')
    for (const name of ['States.ALL', 'States.TaskFailed'])
      expect(nextRetry([{ ErrorEquals: [name] }], [], rejected, Math.random)).toBeUndefined()
    expect(nextRetry([{ ErrorEquals: ['Transition.Rejected'] }], [], rejected, Math.random)).toBeDefined()
  })
})

test.each([
  ['States.TaskFailed', [2, 4]],
  ['Transition.Retry', [2, 4]],
  ['States.HeartbeatTimeout', [2, 4]],
  ['Custom', [2, 4]],
  ['States.Timeout', []],
  ['Transition.Rejected', []],
  ['States.Runtime', []],
])('by default %s is tried again after %j seconds', (name, expected) => {
  const delays: number[] = []
  for (;;) {
    const retry = nextRetry(DEFAULT_RETRY, [delays.length], failure(name), Math.random)
    if (!retry) break
    delays.push(retry.delaySeconds)
  }
  expect(delays).toEqual(expected)
})

const ALL = ['States.ALL']
const [TASK, TIMEOUT, HEARTBEAT] = ['States.TaskFailed', 'States.Timeout', 'States.HeartbeatTimeout']
test.each([
  ['Custom', [...ALL, TASK, 'Custom']],
  [TASK, [...ALL, TASK]],
  [TIMEOUT, [...ALL, TIMEOUT]],
  [HEARTBEAT, [...ALL, TIMEOUT, HEARTBEAT]],
  ['Transition.Retry', [...ALL, TASK, 'Transition.Retry']],
  ['Transition.Rejected', [...ALL, TASK, 'Transition.Rejected']],
  ['States.Permissions', [...ALL, TASK, 'States.Permissions']],
  ['States.ExceedToleratedFailureThreshold', [...ALL, TASK, 'States.ExceedToleratedFailureThreshold']],
  ['States.Runtime', []],
  ['States.DataLimitExceeded', [...ALL, 'States.DataLimitExceeded']],
])('%s is meant by %j, and by no other name', (error, names) => {
  const all = [
    'States.ALL',
    TASK,
    TIMEOUT,
    HEARTBEAT,
    'States.BranchFailed',
    'States.Runtime',
    error,
    'Other',
    'custom',
  ]
  expect([...new Set(all)].filter((name) => meansFailure(name, failure(error))).toSorted()).toEqual(
    names.toSorted(),
  )
})

test('States.BranchFailed means whatever a branch failed with', () => {
  expect(meansFailure('States.BranchFailed', { ...failure('Custom'), ofBranch: true })).toBe(true)
  expect(meansFailure('States.BranchFailed', failure('Custom'))).toBe(false)
})
