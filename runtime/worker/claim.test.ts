import { expect, test } from 'vitest'
import { ConnectionError, PlatformError, RequestRefusedError } from '../../client/errors.ts'
import type { RequestOptions } from '../../client/client.ts'
import { TransitionExecutionId, TransitionId, type TransitionExecution } from '../../contract/index.ts'
import { VirtualClock } from '../../testing/virtual-clock.ts'
import { claimedAt, createClaim } from './claim.ts'

const transitionId = TransitionId.parse(`las:transition:${'0'.repeat(32)}`)
const executionId = TransitionExecutionId.parse(`las:transition-execution:${'0'.repeat(32)}`)
const execution = {
  executionId,
  transitionId,
  status: 'running',
  input: {},
  completedBy: null,
} as TransitionExecution
const call = { method: 'POST', path: '/executions' }
const none = () => new RequestRefusedError({ ...call, status: 404 }, 'none is queued')

/** Claims from a platform that answers each request in turn. */
function open(...answers: ((clock: VirtualClock, asked: Asked) => Promise<TransitionExecution>)[]) {
  const clock = new VirtualClock()
  const asked: Asked[] = []
  const api = {
    get: () => Promise.reject(new Error('not asked for')),
    claim(waitSeconds: number, options: RequestOptions = {}) {
      const one = { waitSeconds, ...options }
      const answer = answers[asked.length]
      asked.push(one)
      return answer ? answer(clock, one) : Promise.reject(none())
    },
  }
  return { clock, asked, claim: createClaim(api, transitionId, clock), stop: new AbortController() }
}

type Asked = RequestOptions & { waitSeconds: number }

/** A platform that waits for as long as it is asked to. */
async function waits(clock: VirtualClock, { waitSeconds }: Asked): Promise<never> {
  await clock.advance(waitSeconds * 1000)
  throw none()
}

test('a platform that waits is asked to wait longer, and says that it has', async () => {
  const { claim, asked, stop } = open(waits, waits, async () => execution)
  expect(await claim(stop.signal)).toBe('waited')
  expect(await claim(stop.signal)).toBe('waited')
  expect(await claim(stop.signal)).toBe(execution)
  expect(asked.map(({ waitSeconds }) => waitSeconds)).toEqual([1, 10, 10])
})

test('a platform that does not wait has not', async () => {
  const { claim, stop } = open()
  for (let times = 0; times < 4; times += 1) expect(await claim(stop.signal)).toBeUndefined()
})

test('only of a platform that waits is a claim given up: another may have claimed for us', async () => {
  const { claim, asked, stop } = open(waits, (_, { signal }) => {
    stop.abort()
    return Promise.reject(signal?.reason)
  })
  await claim(stop.signal)
  expect(asked[0]?.signal).toBeUndefined()
  expect(await claim(stop.signal)).toBeUndefined()
  expect(asked[1]?.signal?.aborted).toBe(true)
})

test.each([
  ['closes the connection', () => new ConnectionError(call, 'closed')],
  ['answers for the platform', () => new PlatformError({ ...call, status: 504 }, 'timed out')],
])('a proxy that %s is asked for shorter waits, which is no failure', async (_, error) => {
  const { claim, asked, stop } = open(waits, async (clock) => {
    await clock.advance(5000)
    throw error()
  })
  await claim(stop.signal)
  expect(await claim(stop.signal)).toBe('waited')
  await claim(stop.signal)
  expect(asked.map(({ waitSeconds }) => waitSeconds)).toEqual([1, 10, 2])
})

test('a platform that can not be reached is a failure', async () => {
  const { claim, stop } = open(waits, () => Promise.reject(new ConnectionError(call, 'refused')))
  await claim(stop.signal)
  await expect(claim(stop.signal)).rejects.toThrow('refused')
})

test.each([
  { held: 10_000, age: 5, from: 10_000 - 5 - 2000 },
  { held: 10_000, age: 30_000, from: 0 },
  { held: 500, age: 5, from: 0 },
  // The platform's time is known only so well.
  { held: 10_000, age: -900, from: 0 },
])(
  'a claim that was held for $held ms and is $age ms old was made after $from ms',
  async ({ held, age, from }) => {
    const clock = new VirtualClock()
    const askedAt = clock.monotonic()
    await clock.advance(held)
    const startTime = new Date(clock.now() - age).toISOString()
    expect(claimedAt({ ...execution, startTime }, askedAt, { clock, platformTime: clock }) - askedAt).toBe(
      from,
    )
  },
)
