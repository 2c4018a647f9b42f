import { once } from 'node:events'
import { connect } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPlatform, serve, type Platform, type Server } from '../../platform/index.ts'

// What anybody may send: large, deep and wide bodies, with and without credentials. Each is refused in words, and at once:
// before it is parsed.

let platform: Platform
let server: Server
let authorization: string
const errors: unknown[] = []

beforeAll(async () => {
  platform = await createPlatform({ web: true, onError: (error) => errors.push(error) })
  server = await serve(platform, { port: 0 })
  const { clientId, clientSecret } = platform.appClient
  const response = await fetch(`${server.authEndpoint}/token?grant_type=client_credentials`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}` },
  })
  authorization = `Bearer ${((await response.json()) as { access_token: string }).access_token}`
})

afterAll(async () => {
  await server[Symbol.asyncDispose]()
  await platform[Symbol.asyncDispose]()
})

const MIB = 1024 * 1024

async function send(path: string, body: string | ReadableStream, more: Record<string, string> = {}) {
  const response = await fetch(server.url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...more },
    body,
    duplex: 'half',
  })
  const text = await response.text()
  expect(text.length).toBeLessThan(2000)
  return { status: response.status, message: (JSON.parse(text) as { message: string }).message }
}

const user = (email: string) => ({ email, password: 'Passw0rd!', reCaptchaResponse: 'none' })
const deep = (levels: number) => '{"a":'.repeat(levels) + '1' + '}'.repeat(levels)
const wide = (keys: number) =>
  JSON.stringify(Object.fromEntries(Array.from({ length: keys }, (_, at) => [`k${at}`, 0])))

function* pieces(count: number): Generator<Uint8Array> {
  for (let sent = 0; sent < count; sent += 1) yield Buffer.alloc(1024, 'a')
}

it('whoever leaves before the end of their body makes no line in the log', async () => {
  const socket = connect(Number(new URL(server.url).port), '127.0.0.1')
  await once(socket, 'connect')
  socket.write(
    `POST /v1/transitions HTTP/1.1\r\nhost: localhost\r\nauthorization: ${authorization}\r\ncontent-type: application/json\r\ncontent-length: 5000\r\n\r\n{`,
  )
  socket.end()
  await once(socket.resume(), 'close')
  expect((await fetch(`${server.url}/v1/transitions`, { headers: { authorization } })).status).toBe(200)
  expect(errors).toEqual([])
})

describe('without credentials', () => {
  it.each([
    ['a body of 8 MB', JSON.stringify(user('a'.repeat(8 * MIB))), 413],
    ['an email of 7 MB', JSON.stringify(user(`${'a'.repeat(7 * MIB)}@example.com`)), 413],
    ['4 million levels', deep(4_000_000).slice(0, 20 * MIB), 413],
    ['2,500 levels', deep(2500), 400],
    ['2,000 unknown keys', wide(1400), 400],
  ])('sign-up refuses %s', async (_what, body, status) => {
    expect(await send('/v1/signup', body)).toMatchObject({ status, message: expect.stringMatching(/^body/) })
  })

  it('sign-up refuses a stream without an end that it declares', async () => {
    expect(await send('/v1/signup', ReadableStream.from(pieces(20_000)))).toMatchObject({ status: 413 })
  })

  it.each(['application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/json'])(
    'the token endpoint refuses 8 MB of %s',
    async (type) => {
      const form = `client_id=${'a'.repeat(8 * MIB)}`
      expect(await send('/oauth2/token', form, { 'content-type': type })).toMatchObject({ status: 413 })
    },
  )

  it('nobody signs up where other machines reach the platform', async () => {
    await using closed = await createPlatform({ signup: false })
    const response = await closed.fetch(
      new Request('http://platform/v1/signup', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(user('somebody@example.com')),
      }),
    )
    expect(response.status).toBe(403)
    expect(await response.json()).toEqual({ message: expect.stringContaining('POST /users') })
  })
})

describe('with credentials', () => {
  const refused: [what: string, path: string, body: string, status: number][] = [
    ['a secret of 2 MB', '/v1/secrets', JSON.stringify({ data: { a: 'b'.repeat(2 * MIB) } }), 413],
    ['a model with 700,000 unknown keys', '/v1/models', wide(700_000), 413],
    ['a model with 50,000 unknown keys', '/v1/models', wide(50_000), 400],
    ['a transition with 400,000 levels', '/v1/transitions', deep(150_000), 400],
    ['a document in 8 million brackets', '/v1/documents', '['.repeat(8 * MIB), 400],
    ['a document with 700,000 keys', '/v1/documents', wide(600_000), 400],
    ['a document of 9 MB', '/v1/documents', JSON.stringify({ content: 'a'.repeat(9 * MIB) }), 413],
  ]

  it.each(refused)('the API refuses %s', async (_what, path, body, status) => {
    expect(await send(path, body, { authorization })).toMatchObject({
      status,
      message: expect.stringMatching(/^body/),
    })
  })

  it('a message names a few unknown keys, and counts the others', async () => {
    const { status, message } = await send('/v1/models', wide(20_000), { authorization })
    expect(status).toBe(400)
    expect(message).toMatch(/"k0", "k1", "k2", "k3", "k4" and 19995 more/)
  })
})
