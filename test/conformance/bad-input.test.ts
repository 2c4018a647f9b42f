import { once } from 'node:events'
import { request, type IncomingMessage } from 'node:http'
import { connect } from 'node:net'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { kindsOfStores, START_MS, type Stores } from '../support/stores.ts'
import { World } from './world.ts'

const MEGABYTE = Buffer.alloc(1024 * 1024, 'a')

function nested(levels: number): string {
  return `{"data":${'{"a":'.repeat(levels - 2)}{}${'}'.repeat(levels - 2)}}`
}

for (const { name, skip, start } of kindsOfStores)
  describe.skipIf(skip)(`on ${name}`, () => {
    let world: World
    let stores: Stores
    let headers: Record<string, string>
    beforeAll(async () => {
      stores = await start()
      world = await World.open(await stores.options())
      headers = { 'x-api-key': world.platform.appClient.apiKey, 'content-type': 'application/json' }
    }, START_MS)
    afterAll(async () => {
      await world?.[Symbol.asyncDispose]()
      await stores?.[Symbol.asyncDispose]()
    })

    /** Posts a body piece by piece, and looks for an answer only once all is sent, as many clients do. */
    async function post(path: string, pieces: Iterable<Buffer>, extra: Record<string, string> = {}) {
      const sending = request(`${world.url}${path}`, { method: 'POST', headers: { ...headers, ...extra } })
      const answered = once(sending, 'response') as Promise<[IncomingMessage]>
      for (const piece of pieces) if (!sending.write(piece)) await once(sending, 'drain')
      sending.end()
      const [response] = await answered
      return { status: response.statusCode, body: JSON.parse(await text(response)) }
    }

    /** Sends bytes as they are, and reads until the connection ends. */
    async function sendRaw(head: string): Promise<string> {
      const socket = connect(Number(new URL(world.url).port), '127.0.0.1')
      socket.end(head)
      return text(socket)
    }

    function create(body: unknown) {
      return world.send('POST', '/v1/secrets', {
        headers,
        body: typeof body === 'string' ? body : JSON.stringify(body),
      })
    }

    describe('a body of 20 MB', () => {
      const pieces = Array.from({ length: 20 }, () => MEGABYTE)
      const tooLarge = { status: 413, body: { message: 'body: larger than 8388608 bytes' } }

      test.each([
        ['with its length', { 'content-length': String(20 * MEGABYTE.length) }],
        ['in chunks', {}],
        ['on a connection that closes', { connection: 'close' }],
      ] as const)('is answered 413 %s', async (_, extra) => {
        expect(await post('/v1/documents', pieces, extra)).toEqual(tooLarge)
      })

      test('is answered 413 by the token endpoint too', async () => {
        expect(await post('/oauth2/token', pieces)).toEqual({
          status: 413,
          body: { message: 'body: larger than 16384 bytes' },
        })
      })

      test('does no harm to the next request', async () => {
        await post('/v1/documents', pieces)
        expect((await world.send('GET', '/v1/documents', { headers })).status).toBe(200)
      })
    })

    function createDocument(content: string) {
      const body = JSON.stringify({ contentType: 'application/pdf', content })
      return world.send('POST', '/v1/documents', { headers, body })
    }

    test('a document of 6,250,000 base64 characters is taken, one of more is refused', async () => {
      expect((await createDocument('a'.repeat(6_250_000))).status).toBe(200)
      expect(await createDocument('a'.repeat(6_250_004))).toMatchObject({
        status: 400,
        body: { message: expect.stringContaining('body.content: Too big') },
      })
    })

    test.each(['a', 'ab=', '====', 'a b=', 'aaaa\n', 'ä'.repeat(4)])(
      'content %j is no base64',
      async (content) => {
        expect(await createDocument(content)).toMatchObject({
          status: 400,
          body: { message: 'body.content: expected base64' },
        })
      },
    )

    test('a body is nested 200 levels at most', async () => {
      expect((await create(nested(200))).status).toBe(200)
      for (const body of [nested(201), nested(100_000), `{"data":${'['.repeat(1_000_000)}`]) {
        const { status } = await create(body)
        expect(status).toBe(400)
      }
    })

    test('__proto__ and constructor in a body change nothing and nobody', async () => {
      const fields = ['__proto__', 'constructor', 'prototype', 'toString']
      for (const field of fields) {
        const answer = await create(`{"data":{},"${field}":{"isAdmin":true}}`)
        expect(answer).toMatchObject({ status: 400, body: { message: expect.stringContaining(field) } })
        expect((await create(`{"data":{"${field}":{"isAdmin":true}}}`)).status).toBe(200)
      }
      expect(Reflect.get({}, 'isAdmin')).toBeUndefined()
    })

    test.each(['nul \u0000 inside', 'a lone \ud800 surrogate', '\uffff', '😀'.repeat(2048), '\u202e'])(
      'the name %j is kept as it is',
      async (name) => {
        const { body } = await create({ data: { name }, name })
        expect(body).toMatchObject({ name })
        const { body: list } = await world.send('GET', '/v1/secrets?maxResults=1000', { headers })
        expect((list as { secrets: object[] }).secrets.at(-1)).toEqual(body)
      },
    )

    test('bytes that are no UTF-8 are refused or replaced', async () => {
      const body = Buffer.from('{"data":{},"name":"\xff\xfe"}', 'latin1')
      expect((await world.send('POST', '/v1/secrets', { headers, body })).status).toBe(200)
    })

    test.each([
      'maxResults=1&maxResults=2',
      'nextToken=a&nextToken=b',
      'maxResults=1e999',
      'maxResults[]=1',
      'nextToken=%00',
      'nextToken=%ED%A0%80',
      'nextToken=W10',
      'nextToken=WzEsMl0&nextToken=',
      'nextToken=WyJhIix7fV0',
      '__proto__=1',
      '%E0%A4%A=1',
    ])('the query %s is refused', async (query) => {
      const answer = await world.send('GET', `/v1/documents?${query}`, { headers })
      expect(answer).toMatchObject({ status: 400, body: { message: expect.stringContaining('query') } })
    })

    test.each([
      '/v1/',
      '/v1',
      '/',
      '/v1/nothing',
      '/v1/documents/',
      '/v1/documents/a/b',
      '/%',
      '/v1/%E0%A4%A',
      '/v1//documents',
      '/v1/Documents',
    ])('the path %s is answered 404 with a message', async (path) => {
      const answer = await world.send('GET', path, { headers })
      expect(answer).toMatchObject({
        status: 404,
        body: { message: expect.stringContaining('no operation') },
      })
    })

    test.each(['PUT', 'PROPFIND', 'TRACE'])(
      '%s on a known path is answered with an error',
      async (method) => {
        expect(
          await sendRaw(`${method} /v1/documents HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`),
        ).toMatch(/^HTTP\/1.1 4\d\d /)
      },
    )

    test.each([
      'GET /v1/documents HTTP/1.1\r\nConnection: close\r\n\r\n',
      'GET /v1/documents HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n',
      'GET http://[ HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n',
      'junk\r\n\r\n',
    ])('the request %j gets an answer that blames it', async (head) => {
      expect(await sendRaw(head)).toMatch(/^HTTP\/1.1 4\d\d /)
    })
  })
