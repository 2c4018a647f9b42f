import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:https'
import { request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { handlerPath } from '../support/handlers.ts'
import { httpProxy } from '../support/http-proxy.ts'
import { run } from '../support/programs.ts'
import { calls, faultyApi, type FaultyApi } from './faulty-api.ts'

// The built runtime between networks that are set up wrongly, and clocks that differ.

const SUCCESS = { status: 'succeeded', output: { truth: true } }
const tlsFile = (name: string) => fileURLToPath(new URL(`../fixtures/tls/${name}.pem`, import.meta.url))

const runtime = (api: FaultyApi, variables: Record<string, string> = {}) =>
  run('runtime', { env: { ...api.environment, TRANSITION_HANDLER: handlerPath('acts.mjs'), ...variables } })

/** The same API behind TLS, with a certificate that only who knows it trusts. */
async function behindTls(api: FaultyApi) {
  let requests = 0
  const options = { key: await readFile(tlsFile('key')), cert: await readFile(tlsFile('certificate')) }
  const server = createServer(options, ({ method, url = '', headers }, outgoing) => {
    requests += 1
    const onward = request(new URL(url, api.url), { method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers)
      answer.pipe(outgoing)
    })
    outgoing.req.pipe(onward)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  return {
    port,
    requests: () => requests,
    variables: {
      LAS_API_ENDPOINT: `https://127.0.0.1:${port}/v1`,
      LAS_AUTH_ENDPOINT: `https://127.0.0.1:${port}/oauth2`,
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

// What a gateway under maintenance, a captive portal or a cache may answer in the platform's place, with 200.
const NO_EXECUTIONS: [string, object][] = [
  ['nothing', {}],
  ['a list', []],
  ['a message', { message: 'we will be back soon' }],
  ['no status', { executionId: 'las:transition-execution:1', input: {} }],
  ['a status of null', { executionId: 'las:transition-execution:1', status: null, input: {} }],
  ['a number as its status', { executionId: 'las:transition-execution:1', status: 200 }],
  ['an object as its status', { executionId: 'las:transition-execution:1', status: { is: 'running' } }],
  ['a status of something else', { status: 'ok' }],
  ['an id of null', { executionId: null, status: 'UP' }],
  [
    'what stands one level deeper',
    { data: { executionId: 'las:transition-execution:1', status: 'running' } },
  ],
]

describe.concurrent('an answer of 200 in place of the execution', () => {
  it.each(NO_EXECUTIONS)('loses nothing at the start: %s', async (_, body) => {
    await using api = await faultyApi({ call: 'get', answer: { body } })
    const { code, stdout } = await runtime(api)
    expect(api.taken(), stdout).toEqual(SUCCESS)
    expect(code).toBe(0)
    expect(stdout).toContain('expected a JSON object with executionId and status')
  })

  it.each(NO_EXECUTIONS)('loses nothing at the delivery: %s', async (_, body) => {
    await using api = await faultyApi({ call: 'patch', answer: { status: 503 } })
    let gets = 0
    api.answerGetWith(() => {
      gets += 1
      return gets === 2 ? { body } : undefined
    })
    const { code, stdout } = await runtime(api)
    expect(api.taken(), stdout).toEqual(SUCCESS)
    expect(code).toBe(0)
    expect(gets).toBeGreaterThan(2)
  })
})

describe.concurrent('an endpoint', () => {
  it('with a certificate of an unknown authority is given up at once, in words', async () => {
    await using api = await faultyApi(undefined)
    await using tls = await behindTls(api)
    const { code, stdout } = await runtime(api, tls.variables)
    expect(code).toBe(75)
    expect(stdout).toMatch(/self.signed certificate.*NODE_EXTRA_CA_CERTS/)
    expect(stdout).not.toContain('trying again')
  })

  it('with a certificate of an authority that is named is reached', async () => {
    await using api = await faultyApi(undefined)
    await using tls = await behindTls(api)
    const { code, stdout } = await runtime(api, {
      ...tls.variables,
      NODE_EXTRA_CA_CERTS: tlsFile('certificate'),
    })
    expect(code, stdout).toBe(0)
    expect(api.taken()).toEqual(SUCCESS)
  })

  it('that speaks no TLS is given up at once', async () => {
    await using api = await faultyApi(undefined)
    const url = api.url.replace('http:', 'https:')
    const endpoints = { LAS_API_ENDPOINT: `${url}/v1`, LAS_AUTH_ENDPOINT: `${url}/oauth2` }
    const { code, stdout } = await runtime(api, endpoints)
    expect(code).toBe(75)
    expect(stdout).toContain('does it speak http, not https?')
    expect(stdout).not.toContain('trying again')
  })

  it.each([
    ['token', 301],
    ['token', 302],
    ['get', 301],
    ['get', 307],
    ['get', 308],
    ['patch', 303],
    ['patch', 308],
  ] as const)('that redirects is given up at once: %s, %i', async (call, status) => {
    const answer = { status, headers: { location: 'https://elsewhere.example/v1' }, body: {} }
    await using api = await faultyApi({ call, answer })
    const { code, stdout } = await runtime(api)
    expect(code).toBe(75)
    expect(stdout).toContain('a redirect to https://elsewhere.example, which is not followed')
    expect(api.requests(calls[call])).toHaveLength(1)
  })
})

describe.concurrent('a proxy', () => {
  it('is used for http where NODE_USE_ENV_PROXY says so', async () => {
    await using api = await faultyApi(undefined)
    await using proxy = await httpProxy(Number(new URL(api.url).port))
    const { code, stdout } = await runtime(api, {
      NODE_USE_ENV_PROXY: '1',
      HTTP_PROXY: proxy.url,
      LAS_API_ENDPOINT: 'http://api.invalid/v1',
      LAS_AUTH_ENDPOINT: 'http://api.invalid/oauth2',
    })
    expect(code, stdout).toBe(0)
    expect(api.taken()).toEqual(SUCCESS)
    expect(proxy.asked).toContain(calls.get.replace('/', 'http://api.invalid/'))
  })

  it('is used for https, through a tunnel', async () => {
    await using api = await faultyApi(undefined)
    await using tls = await behindTls(api)
    await using proxy = await httpProxy(tls.port)
    const { code, stdout } = await runtime(api, {
      NODE_USE_ENV_PROXY: '1',
      HTTPS_PROXY: proxy.url,
      NODE_EXTRA_CA_CERTS: tlsFile('certificate'),
      LAS_API_ENDPOINT: 'https://api.invalid/v1',
      LAS_AUTH_ENDPOINT: 'https://api.invalid/oauth2',
    })
    expect(code, stdout).toBe(0)
    expect(api.taken()).toEqual(SUCCESS)
    expect(proxy.asked[0]).toBe('CONNECT api.invalid:443')
  })

  it.each([
    ['without NODE_USE_ENV_PROXY', {}],
    ['for what NO_PROXY names', { NODE_USE_ENV_PROXY: '1', NO_PROXY: '127.0.0.1' }],
  ])('is not used %s', async (_when, variables) => {
    await using api = await faultyApi(undefined)
    await using proxy = await httpProxy(Number(new URL(api.url).port))
    const { code, stdout } = await runtime(api, { HTTP_PROXY: proxy.url, ...variables })
    expect(code, stdout).toBe(0)
    expect(proxy.asked).toEqual([])
  })
})

it.concurrent.each([-3_600_000, -120_000, 120_000, 3_600_000])(
  'a platform whose clock is %d ms ahead of the container’s ends no execution early',
  async (aheadMs) => {
    await using api = await faultyApi(undefined, undefined, aheadMs)
    const { code, stdout } = await runtime(api, { TRANSITION_HANDLER: handlerPath('progresses.mjs') })
    expect(api.requests(calls.timeout)).toHaveLength(1)
    expect(stdout).not.toContain('timed out')
    expect(code, stdout).toBe(0)
    expect(api.taken()).toEqual(SUCCESS)
  },
)
