import { once } from 'node:events'
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
import { handlerPath } from '../support/handlers.ts'
import { run, start } from '../support/programs.ts'

const TRANSITION_ID = `las:transition:${'a'.repeat(32)}`
const EXECUTION_ID = `las:transition-execution:${'b'.repeat(32)}`
const EXECUTION = `/api/transitions/${TRANSITION_ID}/executions/${EXECUTION_ID}`

describe('transition-runtime, started by hand', () => {
  it('fetches the input and delivers the output, knowing nothing but its environment', async () => {
    await using api = await startApi()
    const { code } = await run('runtime', { env: environment(api, 'succeeds.mjs') })
    expect(code).toBe(0)
    expect(api.outcomes).toEqual([{ status: 'succeeded', output: { doubled: 42 } }])
    // So short an execution costs no more.
    expect(api.requests).toEqual(['POST /login/token', `GET ${EXECUTION}`, `PATCH ${EXECUTION}`])
  })

  it('exits 1 when it has delivered a failure', async () => {
    await using api = await startApi()
    const { code } = await run('runtime', { env: environment(api, 'throws.mjs') })
    expect(code).toBe(1)
    expect(api.outcomes).toEqual([{ status: 'failed', error: { message: 'the ERP is on fire' } }])
  })

  it('does nothing and exits 0 when the execution has already ended', async () => {
    await using api = await startApi({ status: 'succeeded' })
    const { code, stdout } = await run('runtime', { env: environment(api, 'throws.mjs') })
    expect(code).toBe(0)
    expect(stdout).toContain('Nothing to do: the execution is succeeded')
    expect(api.outcomes).toEqual([])
  })

  it('exits 75 and says why when the execution can not be fetched', async () => {
    await using api = await startApi({ missing: true })
    const { code, stdout } = await run('runtime', { env: environment(api, 'succeeds.mjs') })
    expect(code).toBe(75)
    expect(stdout).toContain('answered 404: There is none')
  })

  it('asks for a retry when SIGTERM interrupts a handler that does not finish', async () => {
    await using api = await startApi()
    const env = { ...environment(api, 'loops.mjs'), TRANSITION_GRACE_SECONDS: '0.1' }
    await using runtime = start('runtime', { env })
    await api.heartbeat
    runtime.child.kill('SIGTERM')
    expect((await runtime.finished).code).toBe(0)
    expect(api.outcomes).toEqual([
      { status: 'retry', error: { message: 'The handler was interrupted by SIGTERM' } },
    ])
  })

  it('delivers what a handler finishes within the grace after SIGTERM', async () => {
    await using api = await startApi()
    await using runtime = start('runtime', { env: environment(api, 'waits-for-abort.mjs') })
    await runtime.said('waiting')
    runtime.child.kill('SIGTERM')
    expect((await runtime.finished).code).toBe(0)
    expect(api.outcomes).toEqual([{ status: 'succeeded', output: { cleanedUp: true } }])
  })

  it('prints one JSON line for each event, with the ids, also for what the handler prints', async () => {
    await using api = await startApi()
    const { stdout, stderr } = await run('runtime', { env: environment(api, 'talks.mjs') })
    const lines = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    const ids = { transitionId: TRANSITION_ID, executionId: EXECUTION_ID }
    for (const line of lines)
      expect(line).toMatchObject({ ...ids, level: expect.any(Number), time: expect.any(Number) })
    expect(lines).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ level: 30, msg: 'plain text' }),
        expect.objectContaining({ level: 40, msg: 'plain complaint' }),
        expect.objectContaining({ level: 40, msg: 'a page is missing', page: 2 }),
      ]),
    )
    expect(stderr).toBe('')
  })

  it('names every variable that is missing or malformed, one a line, and exits 78', async () => {
    await using api = await startApi()
    const env = {
      ...environment(api, 'succeeds.mjs'),
      TRANSITION_ID: 'not_provided',
      EXECUTION_ID: 'las:execution:1',
      LAS_CLIENT_SECRET: 'with space',
      LAS_API_ENDPOINT: 'ftp://example.com',
      TRANSITION_HEARTBEAT_SECONDS: '90',
      LOG_LEVEL: 'loud',
    }
    const { code, stderr, stdout } = await run('runtime', { env })
    expect(code).toBe(78)
    expect(stderr.trim().split('\n')).toEqual([
      'TRANSITION_ID is missing: expected las:transition:<32 hexadecimal digits>',
      'EXECUTION_ID is "las:execution:1": expected las:transition-execution:<32 hexadecimal digits>',
      'TRANSITION_HEARTBEAT_SECONDS is "90": expected a number of seconds from 1 to 55',
      'LOG_LEVEL is "loud": expected one of trace, debug, info, warn, error, fatal, silent',
      'LAS_CLIENT_SECRET is malformed: expected the secret of an app client',
      'LAS_API_ENDPOINT is malformed: expected a URL such as https://api.lucidtech.ai/v1',
    ])
    expect(stdout).toBe('')
    expect(api.requests).toEqual([])
  })
})

function environment(api: { url: string }, handler: string): Record<string, string> {
  return {
    TRANSITION_ID,
    EXECUTION_ID,
    TRANSITION_HANDLER: handlerPath(handler),
    LAS_CLIENT_ID: 'client',
    LAS_CLIENT_SECRET: 'secret-of-the-client',
    LAS_AUTH_ENDPOINT: `${api.url}/login`,
    LAS_API_ENDPOINT: `${api.url}/api`,
  }
}

/** The least that speaks the API, and none of ours: token, one execution, heartbeats, its outcome. */
async function startApi({
  status = 'running',
  missing = false,
}: { status?: string; missing?: boolean } = {}) {
  const requests: string[] = []
  const outcomes: unknown[] = []
  const beat = Promise.withResolvers<void>()
  const execution = { transitionId: TRANSITION_ID, executionId: EXECUTION_ID, status, input: { number: 21 } }

  const answer = async (request: IncomingMessage): Promise<[number, unknown]> => {
    const path = request.url?.split('?')[0]
    const operation = `${request.method} ${path}`
    requests.push(operation)
    if (operation === 'POST /login/token')
      return [200, { access_token: 'token-of-the-api', expires_in: 3600, token_type: 'Bearer' }]
    if (request.headers.authorization !== 'Bearer token-of-the-api') return [403, { message: 'Forbidden' }]
    if (missing) return [404, { message: 'There is none' }]
    if (operation === `GET /api/transitions/${TRANSITION_ID}`) return [200, { timeoutInSeconds: 60 }]
    if (operation === `POST ${EXECUTION}/heartbeats`) {
      beat.resolve()
      return [204, undefined]
    }
    if (operation === `PATCH ${EXECUTION}`) outcomes.push(await json(request))
    return [200, execution]
  }
  const server = createServer((request, response) => {
    void answer(request).then(([code, body]) => {
      response.writeHead(code, { 'content-type': 'application/json' })
      response.end(body === undefined ? undefined : JSON.stringify(body))
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    outcomes,
    heartbeat: beat.promise,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}
