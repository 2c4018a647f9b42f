import type { DocumentId } from '../contract/index.ts'
import { inspect } from 'node:util'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { rejection } from '../test/support/rejection.ts'
import { scriptedApi, SECRETS, TOKEN_ROUTE } from '../test/support/scripted-api.ts'
import type { Answer } from '../test/support/scripted-server.ts'
import { holdTimeouts } from '../test/support/timeouts.ts'
import { ApiError } from './index.ts'

/** What an attempt may take, in milliseconds; no other timer has just this delay. */
const ATTEMPT_MS = 12_345
const modelId = `las:model:${'c'.repeat(32)}`
const PATH = `/models/${modelId}`
const GET = `GET /v1${PATH}`
const BASIC = btoa(`the-client-id:${SECRETS.clientSecret}`)
const HIDDEN = [...Object.values(SECRETS), BASIC]

// Attempts follow each other as soon as the jitter allows.
beforeEach(() => void vi.spyOn(Math, 'random').mockReturnValue(0))
afterEach(() => void vi.restoreAllMocks())

describe('an answer that is not 2xx becomes the error of whoever is to blame', () => {
  test.for([
    [400, 'RequestRefusedError'],
    [404, 'RequestRefusedError'],
    [409, 'RequestRefusedError'],
    [413, 'RequestRefusedError'],
    [415, 'RequestRefusedError'],
    [401, 'AccessDeniedError'],
    [403, 'AccessDeniedError'],
    [429, 'LimitError'],
    [408, 'PlatformError'],
    [500, 'PlatformError'],
    [503, 'PlatformError'],
  ] as const)('%i: %s', async ([status, name]) => {
    await using api = await scriptedApi({ [GET]: [{ status, body: { message: 'the reason' } }] })
    const error = await failure(api.client.models.get(modelId, { retry: false }))
    expect(error).toBeInstanceOf(ApiError)
    expect(error).toMatchObject({ name, method: 'GET', path: PATH, status, apiMessage: 'the reason' })
    expect(error.message).toContain(`GET ${PATH} answered ${status}: the reason`)
  })

  test.for([
    ['HTML', '<h1>Bad Gateway</h1>'],
    ['nothing', undefined],
    ['JSON without a message', { detail: 'something' }],
  ] as const)('without a message, when it has %s', async ([, body]) => {
    await using api = await scriptedApi({ [GET]: [{ status: 404, body }] })
    const error = await failure(api.client.models.get(modelId))
    expect(error.message).toBe(`GET ${PATH} answered 404`)
  })
})

describe('a 2xx that makes no sense is the platform’s fault', () => {
  test.for([
    [
      'HTML',
      { body: '<h1>Hello</h1>', headers: { 'content-type': 'text/html' } },
      '14 characters of text/html',
    ],
    ['nothing', { status: 200 }, '0 characters of no content type'],
    ['null', { body: 'null' }, '4 characters of application/json'],
  ] as const)('%s', async ([, answer, got]) => {
    await using api = await scriptedApi({ [GET]: [answer] })
    const error = await failure(api.client.models.get(modelId))
    expect(error.name).toBe('PlatformError')
    expect(error.message).toBe(`GET ${PATH} answered 200 with ${got}: expected a JSON object`)
  })

  test('a list without its items', async () => {
    await using api = await scriptedApi({ 'GET /v1/models': [{ body: { message: 'hello' } }] })
    const error = await failure(api.client.models.list())
    expect(error.message).toContain('expected a JSON object with models')
  })

  test('a document without its content', async () => {
    const documentId: DocumentId = `las:document:${'a'.repeat(32)}`
    await using api = await scriptedApi({ [`GET /v1/documents/${documentId}`]: [{ body: { documentId } }] })
    const error = await failure(api.client.documents.content(documentId))
    expect(error.message).toBe(`GET /documents/${documentId} answered without the content of the document`)
  })
})

test('a redirect is not followed, so the credentials go nowhere else', async () => {
  await using elsewhere = await scriptedApi({})
  const location = `${elsewhere.url}/v1/models?token=${SECRETS.token}`
  await using api = await scriptedApi({ [GET]: [{ status: 307, headers: { location } }] })
  const error = await failure(api.client.models.get(modelId))
  expect(error.name).toBe('PlatformError')
  expect(error.message).toContain(`answered 307, a redirect to ${elsewhere.url}, which is not followed`)
  expect(elsewhere.requests()).toHaveLength(0)
})

test('a redirect of the token endpoint is not followed either', async () => {
  await using elsewhere = await scriptedApi({})
  const redirect = { status: 302, headers: { location: `${elsewhere.url}/oauth2/token` } }
  await using api = await scriptedApi({ [TOKEN_ROUTE]: [redirect] })
  expect((await failure(api.client.models.get(modelId))).name).toBe('PlatformError')
  expect(elsewhere.requests()).toHaveLength(0)
})

test('an attempt that takes too long names its timeout', async () => {
  await using api = await scriptedApi({ [GET]: [{ failure: 'silence' }] })
  const error = await failure(api.client.models.get(modelId, { retry: false, timeoutMs: 20 }))
  expect(error.name).toBe('ConnectionError')
  expect(error.message).toBe(`GET ${PATH} had no answer within 0.02 seconds`)
})

test.each([0, -1, Number.NaN, -Infinity])('a timeout of %d ms is none', async (timeoutMs) => {
  await using api = await scriptedApi({ [GET]: [{ body: { modelId } }] })
  const error = await failure(api.client.models.get(modelId, { timeoutMs }))
  expect(String(error)).toContain(`TypeError: timeoutMs is ${timeoutMs}: expected`)
  expect(api.requests(GET)).toHaveLength(0)
})

test('an attempt may have any timeout', async () => {
  const gate = Promise.withResolvers<void>()
  await using api = await scriptedApi({ [GET]: [{ body: { modelId }, after: gate.promise }] })
  const call = api.client.models.get(modelId, { retry: false, timeoutMs: Number.POSITIVE_INFINITY })
  await api.received(GET)
  gate.resolve()
  expect(await call).toEqual({ modelId })
})

describe('nothing that an error shows holds a secret or a token', () => {
  const slow: [string, Answer][] = [
    ['a body that stalls', { body: { models: [] }, failure: 'stall' }],
    ['silence', { failure: 'silence' }],
  ]

  test.for([...failures(`Bearer ${SECRETS.token}-1, ${SECRETS.apiKey}`), ...slow])(
    'of a call: %s',
    async ([, answer]) => {
      await using api = await scriptedApi({ [GET]: [answer] })
      using timeouts = holdTimeouts(ATTEMPT_MS)
      const call = failure(api.client.models.get(modelId, { retry: false, timeoutMs: ATTEMPT_MS }))
      await api.received(GET)
      if (answer.failure === 'stall' || answer.failure === 'silence') timeouts.expire()
      const error = shown(await call)
      for (const secret of HIDDEN) expect(error).not.toContain(secret)
    },
  )

  test.for(failures(`Basic ${BASIC}, ${SECRETS.clientSecret}`))(
    'of a request for a token: %s',
    async ([, answer]) => {
      const headers = { 'retry-after': '0', ...answer.headers }
      await using api = await scriptedApi({ [TOKEN_ROUTE]: () => ({ ...answer, headers }) })
      const error = shown(await failure(api.client.models.get(modelId)))
      for (const secret of HIDDEN) expect(error).not.toContain(secret)
    },
  )
})

async function failure(call: PromiseLike<unknown>): Promise<Error> {
  const reason = await rejection(call)
  if (reason instanceof Error) return reason
  throw new TypeError('it rejected with what is no error')
}

/** Answers that fail in every way, and quote what they should not. */
function failures(quote: string): [string, Answer][] {
  return [
    ['400', { status: 400, body: { message: quote } }],
    ['403', { status: 403, body: { message: quote } }],
    ['429', { status: 429, body: { message: quote } }],
    ['500', { status: 500, body: { message: quote } }],
    ['a redirect', { status: 302, headers: { location: `https://a.test/?quote=${quote}` } }],
    ['a body that is not JSON', { body: quote }],
    ['a body that is cut short', { body: { models: quote }, failure: 'cut' }],
    ['a reset', { failure: 'reset' }],
  ]
}

/** All that could be printed of an error. */
function shown(error: Error): string {
  return inspect(error, { depth: 10, showHidden: true, getters: true }) + JSON.stringify(error)
}
