import { createServer } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { Clock } from '../contract/index.ts'
import { VirtualClock } from '../testing/virtual-clock.ts'
import { rejection } from '../test/support/rejection.ts'
import { scriptedApi } from '../test/support/scripted-api.ts'
import type { Answer } from '../test/support/scripted-server.ts'
import { holdTimeouts } from '../test/support/timeouts.ts'
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

/** What an attempt may take, in milliseconds; no other timer has just this delay. */
const ATTEMPT_MS = 12_345
const soon = { 'retry-after': '0' }
const page: Answer = { body: { models: [], nextToken: null } }
const times = (count: number, answer: Answer) => Array.from({ length: count }, () => answer)

// Attempts follow each other as soon as the jitter allows.
beforeEach(() => void vi.spyOn(Math, 'random').mockReturnValue(0))
afterEach(() => void vi.restoreAllMocks())

describe('a request that is answered 429', () => {
  test('is retried up to four times, whatever its method', async () => {
    await using api = await scriptedApi({
      [CREATE]: [...times(4, { status: 429, headers: soon }), { body: { transitionId } }],
    })
    await api.client.transitions.create({ transitionType: 'docker' })
    expect(api.requests(CREATE)).toHaveLength(5)
  })

  test('fails with the API’s message and the time to wait when the fifth attempt is answered 429', async () => {
    const answer = { status: 429, headers: soon, body: { message: 'Limit Exceeded' } }
    await using api = await scriptedApi({ [LIST]: times(5, answer) })
    const error = await rejection(api.client.models.list())
    expect(error).toBeInstanceOf(LimitError)
    expect(error).toMatchObject({ status: 429, apiMessage: 'Limit Exceeded', retryAfterMs: 0 })
    expect(api.requests(LIST)).toHaveLength(5)
  })

  test.for(['7', 'Thu, 01 Jan 2026 00:00:07 GMT'])('waits as long as Retry-After says: %s', async (value) => {
    const clock = new VirtualClock('2026-01-01T00:00:00Z')
    let calls = 0
    const { client } = clientOf(() => {
      calls += 1
      return calls === 1
        ? Response.json({}, { status: 429, headers: { 'retry-after': value } })
        : Response.json({ models: [], nextToken: null })
    }, clock)
    const answer = client.models.list().then((page) => page)
    await clock.advance(6999)
    expect(calls).toBe(1)
    await clock.advance(1)
    expect(calls).toBe(2)
    await answer
    expect(clock.sleepers).toBe(0)
  })

  test('is not waited for when Retry-After says more than a minute', async () => {
    await using api = await scriptedApi({ [LIST]: [{ status: 429, headers: { 'retry-after': '61' } }] })
    await expect(api.client.models.list()).rejects.toMatchObject({
      name: 'LimitError',
      retryAfterMs: 61_000,
    })
  })
})

describe('a request that the platform may have processed', () => {
  test.for([408, 500, 502, 503, 504, 529])('is retried after %i when it is idempotent', async (status) => {
    await using api = await scriptedApi({ [LIST]: [{ status, headers: soon }, page] })
    await api.client.models.list()
    expect(api.requests(LIST)).toHaveLength(2)
  })

  test('is retried three times at most', async () => {
    await using api = await scriptedApi({ [LIST]: times(9, { status: 500, headers: soon }) })
    await expect(api.client.models.list()).rejects.toBeInstanceOf(PlatformError)
    expect(api.requests(LIST)).toHaveLength(4)
  })

  test.for(['reset-unread', 'reset', 'cut'] as const)('is retried after a %s', async (failure) => {
    await using api = await scriptedApi({ [LIST]: [{ ...page, failure }, page] })
    await api.client.models.list()
    expect(api.requests(LIST)).toHaveLength(2)
  })

  test('is retried after a body that stalls', async () => {
    await using api = await scriptedApi({ [LIST]: [{ ...page, failure: 'stall' }, page] })
    using timeouts = holdTimeouts(ATTEMPT_MS)
    const listed = api.client.models.list({}, { timeoutMs: ATTEMPT_MS }).then((answer) => answer)
    await api.received(LIST)
    timeouts.expire()
    await listed
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
    using timeouts = holdTimeouts(ATTEMPT_MS)
    const call = rejection(
      api.client.transitions.create({ transitionType: 'docker' }, { timeoutMs: ATTEMPT_MS }),
    )
    await api.received(CREATE)
    if ('failure' in answer && answer.failure === 'silence') timeouts.expire()
    expect(await call).toBeInstanceOf(error)
    expect(api.requests(CREATE)).toHaveLength(1)
  })

  test('is sent once when it is an execution’s outcome', async () => {
    await using api = await scriptedApi({ [`PATCH ${EXECUTION}`]: times(2, { status: 502, headers: soon }) })
    const call = api.client.transitions.executions.update(transitionId, executionId, { status: 'succeeded' })
    await expect(call).rejects.toBeInstanceOf(PlatformError)
    expect(api.requests(`PATCH ${EXECUTION}`)).toHaveLength(1)
  })

  test('is retried when it is a heartbeat, though that is a POST', async () => {
    const route = `POST ${EXECUTION}/heartbeats`
    await using api = await scriptedApi({ [route]: [{ status: 502, headers: soon }, {}] })
    await api.client.transitions.executions.heartbeats.create(transitionId, executionId, {})
    expect(api.requests(route)).toHaveLength(2)
  })
})

test('a POST whose connection failed before it was sent is retried', async () => {
  const failures = [refused(), refused()]
  const { client, requests } = clientOf(() => {
    const failure = failures.shift()
    if (failure) throw failure
    return Response.json({ transitionId })
  })
  await client.transitions.create({ transitionType: 'docker' })
  expect(requests.map(({ method }) => method)).toEqual(['POST', 'POST', 'POST'])
})

test('nothing is retried for a caller with `retry: false`', async () => {
  await using api = await scriptedApi({ [LIST]: [{ status: 429, headers: soon }] })
  await expect(api.client.models.list({}, { retry: false })).rejects.toBeInstanceOf(LimitError)
  expect(api.requests(LIST)).toHaveLength(1)
})

test.for([400, 404, 413, 415, 422])('%i is final', async (status) => {
  await using api = await scriptedApi({ [LIST]: [{ status, headers: soon }] })
  await expect(api.client.models.list()).rejects.toBeInstanceOf(RequestRefusedError)
  expect(api.requests(LIST)).toHaveLength(1)
})

test('a port that nobody listens on is named, with the system’s error code', async () => {
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

/** A client with a token. A function answers its requests. */
function clientOf(fetch: Fetch, clock?: Clock) {
  const requests: Request[] = []
  const client = createClient(
    { clientId: 'a', clientSecret: 'b', apiEndpoint: 'http://api.test/v1', authEndpoint: 'auth.test' },
    {
      ...(clock && { clock }),
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
