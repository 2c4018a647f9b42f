import { deflateRawSync, gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { answerBytes, rawServer } from '../test/support/raw-server.ts'
import { exchangeByFetch } from './exchange-by-fetch.ts'
import { createExchange } from './exchange.ts'

// What servers, gateways and proxies write that is unusual, read by both clients alike.

const TEXT = '{"a":"\u00fc"}'
const GZIP = gzipSync(TEXT)
const ways = [
  ['node:http', createExchange],
  ['fetch', () => exchangeByFetch((request) => fetch(request))],
] as const

/** Sends a request to a server that writes these bytes, and leaves its connection open or ends it. */
async function answered(create: (typeof ways)[number][1], bytes: string | Buffer, ends: boolean) {
  await using server = await rawServer((socket) =>
    socket.once('data', () => (ends ? socket.end(bytes) : socket.write(bytes))),
  )
  const outgoing = { method: 'PATCH', url: server.url, headers: {}, body: '{}' }
  const answer = await create()({ ...outgoing, timeoutMs: 500, signal: undefined })
  return { status: answer.status, text: await answer.text() }
}

const chunked = (...chunks: (string | Buffer)[]) =>
  Buffer.concat(
    chunks.flatMap((chunk) => {
      const bytes = Buffer.from(chunk)
      return [Buffer.from(`${bytes.length.toString(16)}\r\n`), bytes, Buffer.from('\r\n')]
    }),
  )
const CHUNKED = 'HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n'
const LAST = Buffer.from('0\r\n\r\n')

describe.each(ways)('an answer by %s', (_way, create) => {
  test.each<[string, string | Buffer, boolean]>([
    ['raw deflate', answerBytes('200 OK\r\ncontent-encoding: deflate', deflateRawSync(TEXT)), false],
    ['x-gzip', answerBytes('200 OK\r\ncontent-encoding: x-gzip', GZIP), false],
    [
      'gzip in two members',
      answerBytes(
        '200 OK\r\ncontent-encoding: gzip',
        Buffer.concat([gzipSync('{"a":'), gzipSync('"\u00fc"}')]),
      ),
      false,
    ],
    [
      'gzip with bytes behind it',
      answerBytes('200 OK\r\ncontent-encoding: gzip', Buffer.concat([GZIP, Buffer.alloc(8)])),
      false,
    ],
    [
      'gzip in chunks of a byte',
      Buffer.concat([
        Buffer.from(`${CHUNKED}content-encoding: gzip\r\n\r\n`),
        chunked(...Array.from(GZIP, (byte) => Buffer.of(byte))),
        LAST,
      ]),
      false,
    ],
    [
      'chunks of a byte',
      Buffer.concat([
        Buffer.from(`${CHUNKED}\r\n`),
        chunked(...Array.from(Buffer.from(TEXT), (byte) => Buffer.of(byte))),
        LAST,
      ]),
      false,
    ],
    [
      'trailers',
      Buffer.concat([
        Buffer.from(`${CHUNKED}trailer: x-sum\r\n\r\n`),
        chunked(TEXT),
        Buffer.from('0\r\nx-sum: 1\r\n\r\n'),
      ]),
      false,
    ],
    ['HTTP/1.0, without a length', `HTTP/1.0 200 OK\r\n\r\n${TEXT}`, true],
    ['HTTP/1.1, without a length', `HTTP/1.1 200 OK\r\n\r\n${TEXT}`, true],
    [
      'HTTP/1.0, keep-alive',
      Buffer.from(`HTTP/1.0 200 OK\r\nconnection: keep-alive\r\ncontent-length: 10\r\n\r\n${TEXT}`),
      false,
    ],
    [
      '103 before it',
      Buffer.concat([
        Buffer.from('HTTP/1.1 103 Early Hints\r\nlink: </a>\r\n\r\n'),
        answerBytes('200 OK', TEXT),
      ]),
      false,
    ],
    [
      '102 twice before it',
      Buffer.concat([
        Buffer.from('HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 102 Processing\r\n\r\n'),
        answerBytes('200 OK', TEXT),
      ]),
      false,
    ],
    ['no reason', answerBytes('200 ', TEXT), false],
    ['more bytes than its length', Buffer.concat([answerBytes('200 OK', TEXT), Buffer.from('more')]), false],
    [
      'the same header twice',
      answerBytes('200 OK\r\ndate: a\r\ndate: b\r\nset-cookie: a\r\nset-cookie: b', TEXT),
      false,
    ],
  ])('is read with %s', async (_what, bytes, ends) => {
    expect(await answered(create, bytes, ends)).toEqual({ status: 200, text: TEXT })
  })

  test.each<[string, string, boolean]>([
    ['stalls', '413 Too Large\r\ncontent-length: 99\r\n\r\n{"mess', false],
    ['stalls before its first byte', '422 No\r\ncontent-length: 99\r\n\r\n', false],
    [
      'comes in chunks without an end',
      '413 Too Large\r\ntransfer-encoding: chunked\r\n\r\n4\r\n{"me\r\n',
      false,
    ],
    ['has no length, and no end', '409 Conflict\r\n\r\n{"mess', false],
    ['has a broken chunk', '413 Too Large\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n{"me\r\n', true],
    ['is no gzip', '413 Too Large\r\ncontent-encoding: gzip\r\ncontent-length: 2\r\n\r\n{}', false],
    ['is gzip cut short', `410 Gone\r\ncontent-encoding: gzip\r\ncontent-length: 4\r\n\r\n\x1f`, true],
    [
      'has an unknown encoding',
      '503 Unavailable\r\ncontent-encoding: snappy\r\ncontent-length: 2\r\n\r\n{}',
      false,
    ],
  ])('that is no success keeps its status where its body %s', async (_what, text, ends) => {
    const { status } = await answered(create, `HTTP/1.1 ${text}`, ends)
    expect(status).toBe(Number(text.slice(0, 3)))
  })

  test.each<[string, string, boolean]>([
    ['a success stalls', '200 OK\r\ncontent-length: 99\r\n\r\n{"a":', false],
    ['chunks have no end', '200 OK\r\ntransfer-encoding: chunked\r\n\r\n4\r\n{"a"\r\n', false],
    ['chunks are cut short', '200 OK\r\ntransfer-encoding: chunked\r\n\r\n4\r\n{"a"\r\n', true],
    ['lengths contradict', '200 OK\r\ncontent-length: 9\r\ncontent-length: 2\r\n\r\n{}', false],
    ['a length is no number', '200 OK\r\ncontent-length: many\r\n\r\n{}', false],
    ['a chunk’s length is no number', '200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n{}\r\n', false],
    ['there are only 1xx', '103 Early Hints\r\n\r\n', false],
    [
      'the protocol is switched',
      '101 Switching Protocols\r\nupgrade: h2c\r\nconnection: upgrade\r\n\r\n',
      false,
    ],
    ['a head has no end', '200 OK\r\nx: ', false],
    ['a head has 64 KiB', `200 OK\r\nx: ${'x'.repeat(65_536)}\r\n\r\n`, false],
  ])('fails in time where %s', async (_what, text, ends) => {
    await expect(answered(create, `HTTP/1.1 ${text}`, ends)).rejects.toBeInstanceOf(Error)
  })
})
