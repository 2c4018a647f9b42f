import { describe, expect, test, vi } from 'vitest'
import { rejection } from '../test/support/rejection.ts'
import { scriptedApi, TOKEN_ROUTE } from '../test/support/scripted-api.ts'
import type { Answer } from '../test/support/scripted-server.ts'
import { holdTimeouts } from '../test/support/timeouts.ts'
import { createClient } from './index.ts'
import { createLimit } from './limit.ts'

const LIST = 'GET /v1/models'
const page: Answer = { body: { models: [], nextToken: null } }
const { signal } = new AbortController()
/** What an attempt may take, in milliseconds; no other timer has just this delay. */
const ATTEMPT_MS = 12_345

describe('a limit in number', () => {
  test('lets as many requests run at once, and no more', async () => {
    const limit = createLimit({ concurrency: 2 })
    const gates = Array.from({ length: 5 }, () => Promise.withResolvers<void>())
    let [running, most] = [0, 0]
    const tasks = gates.map(({ promise }) =>
      limit(async () => {
        most = Math.max(most, (running += 1))
        await promise
        running -= 1
      }, signal),
    )
    for (const gate of gates) gate.resolve()
    await Promise.all(tasks)
    expect(most).toBe(2)
  })

  test('is for the API: a request for a token has no part in it', async () => {
    await using api = await scriptedApi({ [LIST]: () => page }, { concurrency: 1 })
    await Promise.all([api.client.models.list(), api.client.models.list()])
    expect(api.requests(TOKEN_ROUTE)).toHaveLength(1)
    expect(api.requests(LIST)).toHaveLength(2)
  })

  test('does not count towards the timeout of an attempt', async () => {
    const gate = Promise.withResolvers<void>()
    await using api = await scriptedApi(
      { [LIST]: [{ ...page, after: gate.promise }, page] },
      { concurrency: 1 },
    )
    const first = api.client.models.list().then((answer) => answer)
    await api.received(LIST)
    using timeouts = holdTimeouts(ATTEMPT_MS)
    const second = api.client.models.list({}, { timeoutMs: ATTEMPT_MS }).then((answer) => answer)
    // Token and queue are there already: after so many turns of the event loop it is in the queue.
    for (let turns = 0; turns < 100; turns += 1) await new Promise((resolve) => setImmediate(resolve))
    expect(timeouts.running).toBe(0)
    gate.resolve()
    expect(await Promise.all([first, second])).toHaveLength(2)
  })

  test('frees the place of a request that is aborted in the queue', async () => {
    const gate = Promise.withResolvers<void>()
    await using api = await scriptedApi(
      { [LIST]: [{ ...page, after: gate.promise }, page] },
      { concurrency: 1 },
    )
    const first = api.client.models.list().then((answer) => answer)
    await api.received(LIST)
    const abort = new AbortController()
    const second = rejection(api.client.models.list({}, { signal: abort.signal }))
    abort.abort('enough')
    expect(await second).toBe('enough')
    gate.resolve()
    await first
    expect(api.requests(LIST)).toHaveLength(1)
  })

  test('gives the place on when a request fails', async () => {
    await using api = await scriptedApi({ [LIST]: [{ status: 400 }, page] }, { concurrency: 1 })
    const [first, second] = await Promise.allSettled([api.client.models.list(), api.client.models.list()])
    expect([first.status, second.status]).toEqual(['rejected', 'fulfilled'])
  })
})

describe('a limit in rate', () => {
  test('starts as many requests within a second, and no more', async () => {
    await using rate = await limitedTo(2)
    rate.add(5)
    expect(await rate.startedAfter(0)).toBe(2)
    expect(await rate.startedAfter(999)).toBe(2)
    expect(await rate.startedAfter(1)).toBe(4)
    expect(await rate.startedAfter(1000)).toBe(5)
  })

  test('is for any second, not for calendar seconds', async () => {
    await using rate = await limitedTo(2)
    rate.add(1)
    expect(await rate.startedAfter(900)).toBe(1)
    rate.add(3)
    expect(await rate.startedAfter(0)).toBe(2)
    expect(await rate.startedAfter(100)).toBe(3)
    expect(await rate.startedAfter(899)).toBe(3)
    expect(await rate.startedAfter(1)).toBe(4)
  })
})

test('each attempt of a call counts', async () => {
  const soon = { 'retry-after': '0' }
  await using api = await scriptedApi({ [LIST]: [{ status: 429, headers: soon }, page] }, { concurrency: 1 })
  await api.client.models.list()
  expect(api.requests(LIST)).toHaveLength(2)
})

test.for([0, -1, 1.5, Number.NaN])('a limit of %d is refused when the client is made', (concurrency) => {
  const endpoint = 'http://api.test'
  const credentials = { clientId: 'a', clientSecret: 'b', apiEndpoint: endpoint, authEndpoint: endpoint }
  expect(() => createClient(credentials, { concurrency })).toThrow(`concurrency is ${concurrency}`)
  expect(() => createClient(credentials, { ratePerSecond: concurrency })).toThrow(TypeError)
})

/** A rate limit, with a clock that the test advances. */
async function limitedTo(ratePerSecond: number) {
  const limit = createLimit({ ratePerSecond })
  // Load p-queue first, as that takes real time.
  await limit(async () => undefined, signal)
  vi.useFakeTimers({ now: Date.now() + 10_000 })
  const tasks: Promise<number>[] = []
  let started = 0
  return {
    add: (count: number) => {
      for (let added = 0; added < count; added += 1) tasks.push(limit(async () => (started += 1), signal))
    },
    startedAfter: async (ms: number) => {
      await vi.advanceTimersByTimeAsync(ms)
      return started
    },
    async [Symbol.asyncDispose]() {
      await vi.runAllTimersAsync()
      vi.useRealTimers()
      await Promise.all(tasks)
    },
  }
}
