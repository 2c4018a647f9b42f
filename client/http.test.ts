import { describe, expect, it } from 'vitest'
import { systemClock } from '../contract/clock.ts'
import { ConnectionError, LimitError, PlatformError, RequestRefusedError } from './errors.ts'
import type { HttpRequest } from './http.ts'
import { scriptedServer, type Answer } from '../test/support/scripted-server.ts'
import { createHttp } from './http.ts'

/** Sends one request to a server that answers as it is told. No time passes between tries; `slept` says how much would. */
async function ask(answers: Answer[], request: Partial<HttpRequest> = {}) {
  await using server = await scriptedServer({ 'GET /v1/x': answers })
  const slept: number[] = []
  const sleep = async (ms: number, signal?: AbortSignal) => {
    slept.push(ms)
    signal?.throwIfAborted()
  }
  const result = await createHttp({ clock: { ...systemClock, sleep } })({
    method: 'GET',
    base: `${server.url}/v1`,
    path: '/x',
    headers: {},
    idempotent: true,
    retry: true,
    timeoutMs: 30_000,
    secrets: [],
    ...request,
  }).then(
    async (answer) => ({ status: answer.status, text: await answer.text() }),
    (error: unknown) => error,
  )
  return { result, slept, tries: server.requests().length }
}

/** An answer that asks to be left alone for so many seconds. */
const rateLimited = (after: string): Answer => ({
  status: 429,
  body: { message: 'slow' },
  headers: { 'retry-after': after },
})

describe("the supervisor's requests", () => {
  it.each([408, 500, 503])('are sent again after %i, at most three times', async (status) => {
    const failed = { status, body: { message: 'no' } }
    const { result, tries } = await ask([failed, failed, failed, failed, {}])
    expect(result).toBeInstanceOf(PlatformError)
    expect(tries).toBe(4)
  })

  it('are sent again after a connection that was cut short, and tell what then came', async () => {
    const { result } = await ask([{ failure: 'cut', body: { padding: 'x'.repeat(99) } }, { body: { a: 1 } }])
    expect(result).toEqual({ status: 200, text: '{"a":1}' })
  })

  it('wait as long as Retry-After asks for, and give up when that is too long', async () => {
    expect(await ask([rateLimited('7'), { body: {} }])).toMatchObject({
      result: { status: 200 },
      slept: [7000],
    })
    const { result, tries } = await ask([rateLimited('61'), { body: {} }])
    expect(result).toBeInstanceOf(LimitError)
    expect(tries).toBe(1)
  })

  it('are not sent again where the caller has rules of its own', async () => {
    const { result, tries } = await ask([{ status: 500 }, {}], { retry: false })
    expect(result).toBeInstanceOf(PlatformError)
    expect(tries).toBe(1)
  })

  it('never follow a redirect', async () => {
    const { result, tries } = await ask([
      { status: 302, headers: { location: 'http://elsewhere.example/x' } },
    ])
    expect(String(result)).toContain('a redirect to http://elsewhere.example, which is not followed')
    expect(tries).toBe(1)
  })

  it('have errors that tell no secret, even where the answer quotes it', async () => {
    const { result } = await ask([{ status: 400, body: { message: 'Bearer secret-token is wrong' } }], {
      secrets: ['secret-token'],
    })
    expect(result).toBeInstanceOf(RequestRefusedError)
    expect(String(result)).toContain('Bearer *** is wrong')
  })

  it('time out where half of the answer came and then nothing', async () => {
    const { result } = await ask([{ failure: 'stall', body: { padding: 'x'.repeat(99) } }], {
      retry: false,
      timeoutMs: 50,
    })
    expect(result).toBeInstanceOf(ConnectionError)
    expect(String(result)).toContain('had no answer within 0.05 seconds')
  })

  it("end with the signal's reason, and are not sent at all where it has aborted before", async () => {
    const abort = new AbortController()
    await using server = await scriptedServer({ 'GET /v1/x': [{ failure: 'silence' }] })
    const asked = ask([], { base: `${server.url}/v1`, signal: abort.signal })
    await server.received('GET /v1/x')
    abort.abort(new Error('enough'))
    expect(String((await asked).result)).toBe('Error: enough')
    const { result, tries } = await ask([{}], { signal: abort.signal })
    expect([String(result), tries]).toEqual(['Error: enough', 0])
  })
})

describe('Retry-After', () => {
  it.each([
    ['2.5', 2500],
    ['8, 8', 8000],
    ['60', 60_000],
  ])('of %s is kept to after 429 and 503', async (value, ms) => {
    for (const status of [429, 503, 408]) {
      const { slept } = await ask([{ status, headers: { 'retry-after': value } }, { body: {} }])
      expect(slept).toEqual([ms])
    }
  })

  it.each(['2592000', '86400', '99999999999999999999', 'Fri, 26 Nov 2060 06:00:00 GMT'])(
    'of %s fails the call at once, and is told',
    async (value) => {
      for (const status of [429, 503]) {
        const { result, tries } = await ask([{ status, headers: { 'retry-after': value } }, { body: {} }])
        expect(tries).toBe(1)
        expect(result).toMatchObject({ status, retryAfterMs: expect.any(Number) })
      }
    },
  )
})

it.each([2 ** 31, 2 ** 40, Number.MAX_SAFE_INTEGER, Infinity])(
  'a timeout of %d ms is none that is over at once',
  async (timeoutMs) => {
    expect((await ask([{ body: {} }], { timeoutMs })).result).toMatchObject({ status: 200 })
  },
)

it('an answer that is too large is the platform’s fault, and not asked for again', async () => {
  const { result, tries } = await ask([{ body: 'x'.repeat(64 * 2 ** 20 + 1) }])
  expect(result).toBeInstanceOf(PlatformError)
  expect(String(result)).toContain('GET /x answered 200 with more than 64 MiB')
  expect(tries).toBe(1)
})
