import { describe, expect, it } from 'vitest'
import { ConnectionError, LimitError, PlatformError, RequestRefusedError } from '../../client/errors.ts'
import type { HttpRequest } from '../../client/http.ts'
import { scriptedServer, type Answer } from '../../test/support/scripted-server.ts'
import { createLeanHttp } from './lean-http.ts'

/** Sends one request to a server that answers as it is told. No time passes between tries; `slept` says how much would. */
async function ask(answers: Answer[], request: Partial<HttpRequest> = {}) {
  await using server = await scriptedServer({ 'GET /v1/x': answers })
  const slept: number[] = []
  const sleep = async (ms: number, signal?: AbortSignal) => {
    slept.push(ms)
    signal?.throwIfAborted()
  }
  const result = await createLeanHttp({ now: () => Date.now(), sleep })({
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
const turnedAway = (after: string): Answer => ({
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
    expect(await ask([turnedAway('7'), { body: {} }])).toMatchObject({
      result: { status: 200 },
      slept: [7000],
    })
    const { result, tries } = await ask([turnedAway('61'), { body: {} }])
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
