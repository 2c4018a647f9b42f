import { request } from 'node:http'
import { describe, expect, it } from 'vitest'
import { handlerPath } from '../support/handlers.ts'
import { run } from '../support/programs.ts'
import { answerBytes, rawServer } from '../support/raw-server.ts'
import { calls, faultyApi, type FaultyApi } from './faulty-api.ts'

// The built runtime where the platform refuses what the handler has made.

const SUCCESS = { status: 'succeeded', output: { truth: true } }
const runtime = (api: FaultyApi, variables: Record<string, string> = {}) =>
  run('runtime', { env: { ...api.environment, TRANSITION_HANDLER: handlerPath('acts.mjs'), ...variables } })

describe.concurrent('an output that is refused', () => {
  it.each([400, 410, 413, 415, 422, 451])(
    'makes the execution fail in the platform’s words: %i',
    async (status) => {
      await using api = await faultyApi({ call: 'patch', answer: { status, body: { message: 'too big' } } })
      expect((await runtime(api)).code).toBe(1)
      expect(api.taken()).toEqual({
        status: 'failed',
        error: { message: 'The platform refused the output: too big' },
      })
    },
  )

  it('by a gateway that answers 413 before it has read it, and closes, does so, too', async () => {
    await using api = await faultyApi(undefined)
    await using gateway = await rawServer((socket) => {
      socket.once('data', (chunk: Buffer) => {
        const head = chunk.toString('latin1')
        const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0)
        if (length > 2 ** 20) {
          socket.end(
            answerBytes('413 Payload Too Large\r\nconnection: close', '{"message":"20 MB are too much"}'),
          )
          return
        }
        const [, method = '', path = ''] = /^(\w+) (\S+)/.exec(head) ?? []
        const headers = Object.fromEntries(
          Array.from(head.matchAll(/^([\w-]+): (.*)\r$/gm), ([, name = '', value = '']) => [name, value]),
        )
        const onward = request(new URL(path, api.url), { method, headers }, (answer) => {
          answer.setEncoding('utf8')
          void answer
            .toArray()
            .then((parts) =>
              socket.end(answerBytes(`${answer.statusCode} -\r\nconnection: close`, parts.join(''))),
            )
        })
        const body = chunk.subarray(chunk.indexOf('\r\n\r\n') + 4)
        onward.write(body)
        let left = length - body.length
        if (left <= 0) onward.end()
        socket.on('data', (more: Buffer) => {
          onward.write(more)
          if ((left -= more.length) <= 0) onward.end()
        })
      })
    })
    const { code, stdout } = await runtime(api, {
      TRANSITION_HANDLER: handlerPath('returns-much.mjs'),
      MEGABYTES: '20',
      LAS_API_ENDPOINT: `${gateway.url}/v1`,
    })
    expect(code, stdout).toBe(1)
    expect(api.taken()).toEqual({
      status: 'failed',
      error: { message: 'The platform refused the output: 20 MB are too much' },
    })
  })

  it('since another container has the execution is not reported at all', async () => {
    let patched = false
    await using api = await faultyApi(
      { call: 'patch', answer: { status: 409, body: { message: 'b has it' } } },
      (call) => {
        patched ||= call === 'patch'
      },
    )
    api.answerGetWith(() => (patched ? { status: 409, body: { message: 'b has it' } } : undefined))
    const { code, stdout } = await runtime(api)
    expect(code).toBe(0)
    expect(stdout).toContain('Nothing is reported: another container has the lease')
    expect(api.sent()).toHaveLength(1)
  })
})

it.concurrent.each([
  ['9 MB', expect.stringMatching(/^x{4000}/)],
  ['300 levels', expect.stringMatching(/^\{"a":\{"a":/)],
  ['a million times', { done: 1_000_000 }],
])('progress of %s ends no healthy handler, and the heartbeats go on', async (MODE, last) => {
  await using api = await faultyApi(undefined)
  const { code, stdout } = await runtime(api, {
    MODE,
    TRANSITION_HANDLER: handlerPath('progresses.mjs'),
    TRANSITION_HEARTBEAT_SECONDS: '1',
  })
  expect(code, stdout).toBe(0)
  expect(api.taken()).toEqual(SUCCESS)
  const bodies = api.requests(calls.heartbeat).map(({ body }) => body)
  expect(bodies.length).toBeGreaterThan(0)
  expect(Math.max(...bodies.map(({ length }) => length))).toBeLessThan(10_000)
  expect(JSON.parse(bodies.at(-1) ?? '').progress.detail).toEqual(last)
})
