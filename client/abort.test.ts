import { getEventListeners } from 'node:events'
import { describe, expect, test } from 'vitest'
import { rejection } from '../test/support/rejection.ts'
import { scriptedApi, token, TOKEN_ROUTE } from '../test/support/scripted-api.ts'
import type { Answer } from '../test/support/scripted-server.ts'
import { createClient } from './index.ts'

const LIST = 'GET /v1/models'
const page: Answer = { body: { models: [], nextToken: null } }
const reason = { of: 'the caller' }

describe('a call rejects with the reason of its signal', () => {
  test('before anything is sent, when the signal has aborted already', async () => {
    await using api = await scriptedApi({})
    await expect(api.client.models.list({}, { signal: AbortSignal.abort(reason) })).rejects.toBe(reason)
    expect(api.requests()).toHaveLength(0)
  })

  test.for([
    ['while it waits for the answer', { failure: 'silence' }],
    ['while the body comes', { ...page, failure: 'stall' }],
  ] as const)('%s, and the connection is closed', async ([, answer]) => {
    await using api = await scriptedApi({ [LIST]: [answer] })
    const abort = new AbortController()
    const call = rejection(api.client.models.list({}, { signal: abort.signal }))
    await api.received(LIST)
    abort.abort(reason)
    expect(await call).toBe(reason)
    await api.abandoned
  })

  test('between two attempts', async () => {
    const rateLimited = { status: 429, headers: { 'retry-after': '59' } }
    await using api = await scriptedApi({ [LIST]: [rateLimited] })
    const abort = new AbortController()
    const call = rejection(api.client.models.list({}, { signal: abort.signal }))
    await api.received(LIST)
    // Nothing tells when the answer has been read: the reason is the same before and after.
    abort.abort(reason)
    expect(await call).toBe(reason)
    expect(api.requests(LIST)).toHaveLength(1)
  })

  test('while it waits for the token, which is then asked for no longer', async () => {
    await using api = await scriptedApi({ [TOKEN_ROUTE]: [{ failure: 'silence' }] })
    const abort = new AbortController()
    const call = rejection(api.client.models.list({}, { signal: abort.signal }))
    await api.received(TOKEN_ROUTE)
    abort.abort(reason)
    expect(await call).toBe(reason)
    await api.abandoned
  })

  test('also when the signal is a timeout', async () => {
    await using api = await scriptedApi({ [LIST]: () => ({ failure: 'silence' }) })
    const signal = AbortSignal.timeout(20)
    await expect(api.client.models.list({}, { signal })).rejects.toSatisfy((error) => error === signal.reason)
  })

  test('also when `fetch` pays no attention to signals', async () => {
    const asked = Promise.withResolvers<void>()
    const endpoint = 'http://api.test'
    const client = createClient(
      { clientId: 'a', clientSecret: 'b', apiEndpoint: endpoint, authEndpoint: endpoint },
      {
        token: { value: 'c', expiresAt: Number.POSITIVE_INFINITY },
        fetch: () => {
          asked.resolve()
          return new Promise<Response>(() => {})
        },
      },
    )
    const abort = new AbortController()
    const call = rejection(client.models.list({}, { signal: abort.signal }))
    await asked.promise
    abort.abort(reason)
    expect(await call).toBe(reason)
  })
})

test('a signal ends no other call that waits for the same token', async () => {
  const gate = Promise.withResolvers<void>()
  await using api = await scriptedApi({
    [TOKEN_ROUTE]: [{ ...token('shared'), after: gate.promise }],
    [LIST]: [page],
  })
  const abort = new AbortController()
  const aborted = rejection(api.client.models.list({}, { signal: abort.signal }))
  const other = api.client.models.list().then((value) => value)
  await api.received(TOKEN_ROUTE)
  abort.abort(reason)
  expect(await aborted).toBe(reason)
  gate.resolve()
  await other
  expect(api.requests(TOKEN_ROUTE)).toHaveLength(1)
})

test('a call after one that gave up the token asks for one of its own', async () => {
  await using api = await scriptedApi({
    [TOKEN_ROUTE]: [{ failure: 'silence' }, token('second')],
    [LIST]: [page],
  })
  const abort = new AbortController()
  const aborted = rejection(api.client.models.list({}, { signal: abort.signal }))
  await api.received(TOKEN_ROUTE)
  abort.abort(reason)
  expect(await aborted).toBe(reason)
  await api.client.models.list()
})

test('an iteration ends with the reason, between two pages too', async () => {
  await using api = await scriptedApi({ [LIST]: () => ({ body: { models: [{}], nextToken: 'more' } }) })
  const abort = new AbortController()
  const iterate = async () => {
    for await (const _ of api.client.models.list({}, { signal: abort.signal })) abort.abort(reason)
  }
  await expect(iterate()).rejects.toBe(reason)
  expect(api.requests(LIST)).toHaveLength(1)
})

test('a signal that serves many calls keeps no listener of theirs', async () => {
  await using api = await scriptedApi({ [LIST]: () => page }, { concurrency: 2 })
  const { signal } = new AbortController()
  await Promise.all(Array.from({ length: 20 }, () => api.client.models.list({}, { signal })))
  expect(getEventListeners(signal, 'abort')).toHaveLength(0)
})
