import { createServer } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { rejection } from '../test/support/rejection.ts'
import { scriptedApi } from '../test/support/scripted-api.ts'
import type { Answer } from '../test/support/scripted-server.ts'
import {
  ConnectionError,
  createClient,
  LimitError,
  PlatformError,
  RequestRefusedError,
  type Fetch,
} from './index.ts'

const LIST = 'GET /v1/models'
const CREATE = 'POST /v1/transitions'
const transitionId = `las:transition:${'a'.repeat(32)}`
const executionId = `las:transition-execution:${'b'.repeat(32)}`
const EXECUTION = `/v1/transitions/${transitionId}/executions/${executionId}`

const soon = { 'retry-after': '0' }
const page: Answer = { body: { models: [], nextToken: null } }
const times = (count: number, answer: Answer) => Array.from({ length: count }, () => answer)

// A backoff's jitter is all of it: without that, tries follow each other at once.
beforeEach(() => void vi.spyOn(Math, 'random').mockReturnValue(0))
afterEach(() => void vi.restoreAllMocks())

describe('a request that was turned away with 429', () => {
  test('is tried again up to four times, whatever its method', async () => {
    await using api = await scriptedApi({
      [CREATE]: [...times(4, { status: 429, headers: soon }), { body: { transitionId } }],
    })
    await api.client.transitions.create({ transitionType: 'docker' })
    expect(api.requests(CREATE)).toHaveLength(5)
  })

  test('fails with the API’s message and the time to wait when the fifth try is turned away', async () => {
    const answer = { status: 429, headers: soon, body: { message: 'Limit Exceeded' } }
    await using api = await scriptedApi({ [LIST]: times(5, answer) })
    const error = await rejection(api.client.models.list())
    expect(error).toBeInstanceOf(LimitError)
    expect(error).toMatchObject({ status: 429, apiMessage: 'Limit Exceeded', retryAfterMs: 0 })
    expect(api.requests(LIST)).toHaveLength(5)
  })

  test.for([
    ['seconds', () => '7', 7000],
    ['a date', (now: number) => new Date(now + 7000).toUTCString(), 7000],
  ] as const)('waits as long as Retry-After says, in %s', async ([, retryAfter, waitMs]) => {
    vi.useFakeTimers({ now: 1_700_000_000_000 })
    using _ = { [Symbol.dispose]: () => void vi.useRealTimers() }
    let calls = 0
    const { client } = clientOf(() => {
      calls += 1
      return calls === 1
        ? Response.json({}, { status: 429, headers: { 'retry-after': retryAfter(Date.now()) } })
        : Response.json({ models: [], nextToken: null })
    })
    const answer = client.models.list().then((value) => value)
    await vi.advanceTimersByTimeAsync(waitMs - 1)
    expect(calls).toBe(1)
    await vi.advanceTimersByTimeAsync(1)
    expect(calls).toBe(2)
    await answer
    expect(vi.getTimerCount()).toBe(0)
  })

  test('is not waited for when Retry-After says more than a minute', async () => {
    await using api = await scriptedApi({ [LIST]: [{ status: 429, headers: { 'retry-after': '61' } }] })
    await expect(api.client.models.list()).rejects.toMatchObject({
      name: 'LimitError',
      retryAfterMs: 61_000,
    })
  })
})

describe('a request that may have been taken', () => {
  test.for([408, 500, 502, 503, 504, 529])(
    'is tried again after %i when it is idempotent',
    async (status) => {
      await using api = await scriptedApi({ [LIST]: [{ status, headers: soon }, page] })
      await api.client.models.list()
      expect(api.requests(LIST)).toHaveLength(2)
    },
  )

  test('is tried three times more at most', async () => {
    await using api = await scriptedApi({ [LIST]: times(9, { status: 500, headers: soon }) })
    await expect(api.client.models.list()).rejects.toBeInstanceOf(PlatformError)
    expect(api.requests(LIST)).toHaveLength(4)
  })

  test.for(['reset-unread', 'reset', 'cut'] as const)('is tried again after a %s', async (failure) => {
    await using api = await scriptedApi({ [LIST]: [{ ...page, failure }, page] })
    await api.client.models.list()
    expect(api.requests(LIST)).toHaveLength(2)
  })

  test('is tried again after a body that stalls', async () => {
    await using api = await scriptedApi({ [LIST]: [{ ...page, failure: 'stall' }, page] })
    await api.client.models.list({}, { timeoutMs: 50 })
    expect(api.requests(LIST)).toHaveLength(2)
  })

  test.for([
    ['500', { status: 500, headers: soon }, PlatformError],
    ['503', { status: 503, headers: soon }, PlatformError],
    ['a reset', { failure: 'reset' }, ConnectionError],
    ['a body that is cut short', { body: { transitionId }, failure: 'cut' }, ConnectionError],
    ['silence', { failure: 'silence' }, ConnectionError],
  ] as const)('is sent once, if a second time would do it twice: POST, %s', async ([, answer, error]) => {
    await using api = await scriptedApi({ [CREATE]: times(2, answer) })
    const call = api.client.transitions.create({ transitionType: 'docker' }, { timeoutMs: 100 })
    await expect(call).rejects.toBeInstanceOf(error)
    expect(api.requests(CREATE)).toHaveLength(1)
  })

  test('is sent once when it is an execution’s outcome', async () => {
    await using api = await scriptedApi({ [`PATCH ${EXECUTION}`]: times(2, { status: 502, headers: soon }) })
    const call = api.client.transitions.executions.update(transitionId, executionId, { status: 'succeeded' })
    await expect(call).rejects.toBeInstanceOf(PlatformError)
    expect(api.requests(`PATCH ${EXECUTION}`)).toHaveLength(1)
  })

  test('is tried again when it is a heartbeat, though that is a POST', async () => {
    const route = `POST ${EXECUTION}/heartbeats`
    await using api = await scriptedApi({ [route]: [{ status: 502, headers: soon }, {}] })
    await api.client.transitions.executions.heartbeats.create(transitionId, executionId, {})
    expect(api.requests(route)).toHaveLength(2)
  })
})

test('a POST whose connection was never made is tried again', async () => {
  const failures = [refused(), refused()]
  const { client, requests } = clientOf(() => {
    const failure = failures.shift()
    if (failure) throw failure
    return Response.json({ transitionId })
  })
  await client.transitions.create({ transitionType: 'docker' })
  expect(requests.map(({ method }) => method)).toEqual(['POST', 'POST', 'POST'])
})

test('nothing is tried again for a caller that says so', async () => {
  await using api = await scriptedApi({ [LIST]: [{ status: 429, headers: soon }] })
  await expect(api.client.models.list({}, { retry: false })).rejects.toBeInstanceOf(LimitError)
  expect(api.requests(LIST)).toHaveLength(1)
})

test.for([400, 404, 413, 415, 422])('%i is final', async (status) => {
  await using api = await scriptedApi({ [LIST]: [{ status, headers: soon }] })
  await expect(api.client.models.list()).rejects.toBeInstanceOf(RequestRefusedError)
  expect(api.requests(LIST)).toHaveLength(1)
})

test('a port that nobody listens on is named, with the system’s word for it', async () => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  const endpoint = `http://127.0.0.1:${port}`
  const client = createClient(
    { clientId: 'a', clientSecret: 'b', apiEndpoint: endpoint, authEndpoint: endpoint },
    { token: { value: 'c', expiresAt: Number.POSITIVE_INFINITY } },
  )
  await expect(client.models.list({}, { retry: false })).rejects.toMatchObject({
    name: 'ConnectionError',
    code: 'ECONNREFUSED',
    message: `GET /models had no answer: connect ECONNREFUSED 127.0.0.1:${port}`,
  })
})

/** A client with a token at hand, whose every request is answered by a function. */
function clientOf(fetch: Fetch) {
  const requests: Request[] = []
  const client = createClient(
    { clientId: 'a', clientSecret: 'b', apiEndpoint: 'http://api.test/v1', authEndpoint: 'auth.test' },
    {
      token: { value: 'c', expiresAt: Number.POSITIVE_INFINITY },
      fetch: (request) => {
        requests.push(request)
        return fetch(request)
      },
    },
  )
  return { client, requests }
}

/** As `fetch` fails where nobody listens. */
function refused(): TypeError {
  const cause = Object.assign(new Error('connect ECONNREFUSED 127.0.0.1:1'), { code: 'ECONNREFUSED' })
  return new TypeError('fetch failed', { cause })
}
