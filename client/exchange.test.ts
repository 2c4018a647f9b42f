import { brotliCompressSync, deflateSync, gzipSync, zstdCompressSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { answerBytes, rawServer } from '../test/support/raw-server.ts'
import { rejection } from '../test/support/rejection.ts'
import { AnswerTooLargeError } from './attempt-errors.ts'
import { exchangeByFetch } from './exchange-by-fetch.ts'
import { createExchange, type Exchange, type Outgoing } from './exchange.ts'
import { MAX_ANSWER_BYTES } from './read-answer.ts'

const BOM = '\uFEFF'
const JSON_TEXT = '{"a":"\u00fc"}'
const ways = [
  ['node:http', createExchange],
  ['fetch', () => exchangeByFetch((request) => fetch(request))],
] as const

const ask = (exchange: Exchange, url: string, more: Partial<Outgoing> = {}) =>
  exchange({
    method: 'GET',
    url,
    headers: {},
    body: undefined,
    timeoutMs: 10_000,
    signal: undefined,
    ...more,
  }).then(async (answer) => ({ status: answer.status, text: await answer.text() }))

describe.each(ways)('an answer by %s', (_way, create) => {
  test.each([
    ['a byte order mark', '200 OK', BOM + JSON_TEXT],
    ['gzip', '200 OK\r\ncontent-encoding: gzip', gzipSync(JSON_TEXT)],
    [
      'gzip, in capitals, with a byte order mark',
      '200 OK\r\ncontent-encoding: GZIP',
      gzipSync(BOM + JSON_TEXT),
    ],
    ['deflate', '200 OK\r\ncontent-encoding: deflate', deflateSync(JSON_TEXT)],
    ['brotli', '200 OK\r\ncontent-encoding: br', brotliCompressSync(JSON_TEXT)],
    ['two encodings', '200 OK\r\ncontent-encoding: deflate, gzip', gzipSync(deflateSync(JSON_TEXT))],
    ['identity', '200 OK\r\ncontent-encoding: identity', JSON_TEXT],
    ['an error that is compressed', '413 Too Large\r\ncontent-encoding: gzip', gzipSync(JSON_TEXT)],
  ])('is read with %s that nobody asked for', async (_what, head, body) => {
    await using server = await rawServer((socket) =>
      socket.once('data', () => socket.write(answerBytes(head, body))),
    )
    expect(await ask(create(), server.url)).toEqual({ status: Number(head.slice(0, 3)), text: JSON_TEXT })
  })

  test('is read to the limit and no further', async () => {
    const mebibyte = Buffer.alloc(2 ** 20, 'x')
    let sent = 0
    await using server = await rawServer((socket) => {
      const write = () => {
        while (!socket.destroyed && socket.write(mebibyte)) sent += 1
      }
      socket.on('drain', write).once('data', () => {
        socket.write('HTTP/1.1 200 OK\r\ncontent-length: 2147483648\r\n\r\n')
        write()
      })
    })
    expect(await rejection(ask(create(), server.url))).toBeInstanceOf(AnswerTooLargeError)
    expect(sent).toBeLessThan(2 * 64)
  })

  test('is decoded to the limit and no further', async () => {
    const bomb = gzipSync(Buffer.alloc(MAX_ANSWER_BYTES + 1))
    await using server = await rawServer((socket) =>
      socket.once('data', () => socket.write(answerBytes('200 OK\r\ncontent-encoding: gzip', bomb))),
    )
    expect(await rejection(ask(create(), server.url))).toBeInstanceOf(AnswerTooLargeError)
  })

  test.each(['413 Too Large', '503 Unavailable'])(
    'keeps its status where its body is endless: %s',
    async (head) => {
      await using server = await rawServer((socket) =>
        socket.once('data', () => {
          socket.write(`HTTP/1.1 ${head}\r\ncontent-length: 2147483648\r\n\r\n`)
          socket.write(Buffer.alloc(2 ** 21, ' '))
        }),
      )
      expect((await ask(create(), server.url)).status).toBe(Number(head.slice(0, 3)))
    },
  )

  test.each(['413 Too Large', '409 Conflict'])(
    'keeps its status where its body is cut short: %s',
    async (head) => {
      await using server = await rawServer((socket) =>
        socket.once('data', () => socket.end(`HTTP/1.1 ${head}\r\ncontent-length: 99\r\n\r\n{"mess`)),
      )
      expect((await ask(create(), server.url)).status).toBe(Number(head.slice(0, 3)))
    },
  )

  test.each([
    ['cut short', '200 OK\r\ncontent-length: 99\r\n\r\n{"a":'],
    ['corrupt', '200 OK\r\ncontent-encoding: gzip\r\ncontent-length: 7\r\n\r\n{"a":1}'],
    ['no HTTP', '+OK ready'],
  ])('fails where it is %s', async (_how, text) => {
    await using server = await rawServer((socket) =>
      socket.once('data', () => socket.end(`HTTP/1.1 ${text}`)),
    )
    expect(await rejection(ask(create(), server.url))).toBeInstanceOf(Error)
  })
})

test('zstd is decoded, too', async () => {
  await using server = await rawServer((socket) =>
    socket.once('data', () =>
      socket.write(answerBytes('200 OK\r\ncontent-encoding: zstd', zstdCompressSync(JSON_TEXT))),
    ),
  )
  expect((await ask(createExchange(), server.url)).text).toBe(JSON_TEXT)
})

test.each(['reset', 'closed'])('after a reused connection that is %s the next is a new one', async (how) => {
  await using server = await rawServer((socket) => {
    let requests = 0
    socket.on('data', () => {
      if ((requests += 1) === 1) socket.write(answerBytes('200 OK', '{}'))
      else if (how === 'reset') socket.resetAndDestroy()
      else socket.destroy()
    })
  })
  const exchange = createExchange()
  const results: unknown[] = []
  for (let request = 0; request < 6; request += 1)
    results.push(
      await ask(exchange, server.url).then(
        ({ status }) => status,
        () => 'failed',
      ),
    )
  expect(results).toEqual([200, 'failed', 200, 200, 200, 200])
  expect(server.connections()).toBe(5)
})

test.each(['end', 'destroy', 'resetAndDestroy'] as const)(
  'an answer that comes before the request is sent counts, though the server closes by %s',
  async (close) => {
    const answer = answerBytes('413 Too Large\r\nconnection: close', '{"message":"too big"}')
    for (let time = 0; time < 5; time += 1) {
      await using server = await rawServer((socket) =>
        socket.once('data', () => socket.write(answer, () => socket[close]())),
      )
      const body = 'x'.repeat(20 * 2 ** 20)
      const result = await ask(createExchange(), server.url, { method: 'PATCH', body })
      expect(result).toEqual({ status: 413, text: '{"message":"too big"}' })
    }
  },
)
