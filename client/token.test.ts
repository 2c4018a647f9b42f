import { describe, expect, test } from 'vitest'
import type { Clock } from '../contract/index.ts'
import { rejection } from '../test/support/rejection.ts'
import { scriptedApi, token, TOKEN_ROUTE } from '../test/support/scripted-api.ts'
import type { Answer } from '../test/support/scripted-server.ts'
import { VirtualClock } from '../testing/virtual-clock.ts'
import { AccessDeniedError, createClient, PlatformError, type AccessToken } from './index.ts'

const LIST = 'GET /v1/models'
const page: Answer = { body: { models: [], nextToken: null } }
const forbidden: Answer = { status: 403, body: { message: 'Forbidden' } }
const forever = (value: string): AccessToken => ({ value, expiresAt: Number.POSITIVE_INFINITY })

/** A clock that stands where it is put. */
function stoppedClock(): Clock & { time: number } {
  const clock = {
    time: 1_700_000_000_000,
    now: () => clock.time,
    monotonic: () => clock.time,
    sleep: async () => {},
  }
  return clock
}

describe('the token', () => {
  test('is asked for with the client’s id and secret, as OAuth2 has it', async () => {
    await using api = await scriptedApi({ [LIST]: () => page })
    await api.client.models.list()
    const [request] = api.requests(TOKEN_ROUTE)
    expect(request?.query.get('grant_type')).toBe('client_credentials')
    expect(request?.headers['content-type']).toBe('application/x-www-form-urlencoded')
    expect(request?.headers.authorization).toBe(`Basic ${btoa('the-client-id:very-secret-indeed')}`)
  })

  test('is asked for once by calls at the same time, and cached for later ones', async () => {
    await using api = await scriptedApi({ [LIST]: () => page })
    await Promise.all([api.client.models.list(), api.client.models.list(), api.client.models.list()])
    await api.client.models.list()
    expect(api.requests(TOKEN_ROUTE)).toHaveLength(1)
    expect(new Set(api.requests(LIST).map(({ headers }) => headers.authorization))).toEqual(
      new Set(['Bearer bearer-token-1']),
    )
  })

  test('is sent with the API key, if there is one', async () => {
    await using api = await scriptedApi({ [LIST]: () => page })
    await api.client.models.list()
    expect(api.requests(LIST)[0]?.headers['x-api-key']).toBe('key-to-the-api')
  })

  test('is renewed a minute before it expires', async () => {
    const clock = stoppedClock()
    await using api = await scriptedApi({ [LIST]: () => page }, { clock })
    await api.client.models.list()
    clock.time += 3_539_999
    await api.client.models.list()
    expect(api.requests(TOKEN_ROUTE)).toHaveLength(1)
    clock.time += 1
    await api.client.models.list()
    expect(api.requests(TOKEN_ROUTE)).toHaveLength(2)
  })

  test('is cached for half of its lifetime when that is shorter than a minute', async () => {
    const clock = stoppedClock()
    await using api = await scriptedApi(
      { [TOKEN_ROUTE]: () => token('short', 30), [LIST]: () => page },
      { clock },
    )
    await api.client.models.list()
    clock.time += 14_999
    await api.client.models.list()
    expect(api.requests(TOKEN_ROUTE)).toHaveLength(1)
    clock.time += 1
    await api.client.models.list()
    expect(api.requests(TOKEN_ROUTE)).toHaveLength(2)
  })

  test('is not requested when the caller has one', async () => {
    await using api = await scriptedApi({ [LIST]: () => page }, { token: forever('from-elsewhere') })
    await api.client.models.list()
    expect(api.requests(TOKEN_ROUTE)).toHaveLength(0)
    expect(api.requests(LIST)[0]?.headers.authorization).toBe('Bearer from-elsewhere')
  })

  test('of the caller is refused when no header can carry it, and is not shown', async () => {
    await using api = await scriptedApi({})
    const create = () => createClient(api.credentials, { token: forever('two\nlines') })
    expect(create).toThrow(new TypeError('token is malformed: no header can carry it'))
  })

  test('is handed on to whoever wants to know', async () => {
    const fetched: AccessToken[] = []
    const clock = stoppedClock()
    const onToken = (token: AccessToken) => void fetched.push(token)
    await using api = await scriptedApi({ [LIST]: () => page }, { onToken, clock })
    await api.client.models.list()
    expect(fetched).toEqual([{ value: 'bearer-token-1', expiresAt: clock.time + 3_600_000 }])
  })
})

describe('a cached token that is refused', () => {
  test('is renewed once, by all calls that it was refused to', async () => {
    await using api = await scriptedApi(
      { [LIST]: ({ headers }) => (headers.authorization === 'Bearer bearer-token-1' ? page : forbidden) },
      { token: forever('revoked') },
    )
    await Promise.all([api.client.models.list(), api.client.models.list(), api.client.models.list()])
    expect(api.requests(TOKEN_ROUTE)).toHaveLength(1)
  })

  test('is not asked for again by a call that comes late', async () => {
    const late = Promise.withResolvers<void>()
    const answers: Answer[] = [{ ...forbidden, after: late.promise }, forbidden, page, page]
    await using api = await scriptedApi({ [LIST]: answers }, { token: forever('revoked') })
    const first = api.client.models.list().then((value) => value)
    await api.received(LIST, 1)
    await api.client.models.list()
    late.resolve()
    await first
    expect(api.requests(TOKEN_ROUTE)).toHaveLength(1)
  })

  test('makes the call fail when the new one is refused too', async () => {
    await using api = await scriptedApi({ [LIST]: () => forbidden }, { token: forever('revoked') })
    await expect(api.client.models.list()).rejects.toBeInstanceOf(AccessDeniedError)
    expect(api.requests(LIST)).toHaveLength(2)
  })
})

test('a new token that is refused is not renewed', async () => {
  await using api = await scriptedApi({ [LIST]: () => forbidden })
  await expect(api.client.models.list()).rejects.toBeInstanceOf(AccessDeniedError)
  expect(api.requests(LIST)).toHaveLength(1)
})

test.for([
  [400, { error: 'invalid_client' }, 'invalid_client'],
  [401, { error: 'invalid_client', error_description: 'wrong secret' }, 'invalid_client: wrong secret'],
  [200, { error: 'invalid_client', error_description: 'wrong secret' }, 'invalid_client: wrong secret'],
  [200, { error: 'unauthorized_client' }, 'unauthorized_client'],
  [200, { error: 'invalid_scope', error_description: 7 }, 'invalid_scope'],
  [401, { message: 'Unknown client id' }, 'Unknown client id'],
] as const)('wrong credentials are the credentials’ fault, also as %i', async ([status, body, message]) => {
  await using api = await scriptedApi({ [TOKEN_ROUTE]: [{ status, body }] })
  await expect(api.client.models.list()).rejects.toMatchObject({
    name: 'AccessDeniedError',
    method: 'POST',
    path: '/token',
    status,
    apiMessage: message,
  })
})

test('a call after one whose token did not come asks again', async () => {
  await using api = await scriptedApi({
    [TOKEN_ROUTE]: [{ status: 401 }, token('second')],
    [LIST]: () => page,
  })
  await expect(api.client.models.list()).rejects.toBeInstanceOf(AccessDeniedError)
  await api.client.models.list()
})

test('a request to the token endpoint is retried when it fails', async () => {
  await using api = await scriptedApi({
    [TOKEN_ROUTE]: [{ status: 503, headers: { 'retry-after': '0' } }, token('second')],
    [LIST]: () => page,
  })
  await api.client.models.list()
  expect(api.requests(TOKEN_ROUTE)).toHaveLength(2)
})

test.for([
  ['no token', { token: 'x' }, 'answered 200 with 13 characters of application/json'],
  ['no JSON', 'access_token=x', 'answered 200 with 14 characters of application/json'],
  ['an array', ['token'], 'answered 200 with 9 characters of application/json'],
  ['an empty token', { access_token: '' }, 'answered 200 with 19 characters of application/json'],
  ['a token that no header can carry', { access_token: 'two\nlines' }, 'answered 200 with 29 characters'],
  ['a message', { message: 'closed for today' }, 'answered 200: closed for today'],
  ['an error of its own', { error: 'temporarily_unavailable' }, 'answered 200: temporarily_unavailable'],
] as const)('%s in a good answer is the platform’s fault', async ([, body, words]) => {
  await using api = await scriptedApi({ [TOKEN_ROUTE]: [{ body }] })
  const error = await rejection(api.client.models.list())
  expect(error).toBeInstanceOf(PlatformError)
  expect(String(error)).toContain(`PlatformError: POST /token ${words}`)
})

test.for([
  ['temporarily_unavailable', undefined],
  ['server_error', 'try again: later'],
  ['slow_down', ''],
] as const)('%s is the platform’s fault also as 400', async ([error, description]) => {
  const body = { error, error_description: description }
  await using api = await scriptedApi({ [TOKEN_ROUTE]: [{ status: 400, body }] })
  expect(await rejection(api.client.models.list())).toMatchObject({ name: 'PlatformError', status: 400 })
})

test('words of the token endpoint that quote the secret are masked', async () => {
  await using api = await scriptedApi({ [TOKEN_ROUTE]: [{ body: { error: 'no very-secret-indeed' } }] })
  expect(String(await rejection(api.client.models.list()))).toContain('answered 200: no ***')
})

test.for([
  ['', 3600],
  ['null', 3600],
  ['"600"', 600],
  ['"600s"', 600],
  ['"soon"', 3600],
  ['0.5', 0.5],
  ['0', 3600],
  ['-1', 3600],
  ['1e999', 86_400],
  ['315360000', 86_400],
  ['{}', 3600],
] as const)('a lifetime may be odd: %s', async ([lifetime, seconds]) => {
  const body = `{"access_token":"token"${lifetime && `,"expires_in":${lifetime}`}}`
  const fetched: AccessToken[] = []
  const clock = stoppedClock()
  const onToken = (issued: AccessToken) => void fetched.push(issued)
  await using api = await scriptedApi({ [TOKEN_ROUTE]: [{ body }], [LIST]: () => page }, { onToken, clock })
  await api.client.models.list()
  expect(fetched).toEqual([{ value: 'token', expiresAt: clock.time + seconds * 1000 }])
})

test('a token lives as long by a clock that steps', async () => {
  const clock = new VirtualClock()
  await using api = await scriptedApi({ [LIST]: () => page }, { clock })
  await api.client.models.list()
  clock.step(24 * 3_600_000)
  await api.client.models.list()
  clock.step(-48 * 3_600_000)
  await api.client.models.list()
  expect(api.requests(TOKEN_ROUTE)).toHaveLength(1)
  await clock.advance('1h')
  await api.client.models.list()
  expect(api.requests(TOKEN_ROUTE)).toHaveLength(2)
})
