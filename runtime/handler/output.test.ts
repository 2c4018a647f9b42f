import { describe, expect, it } from 'vitest'
import { toJsonObject } from './output.ts'

const circular: Record<string, unknown> = { a: { b: {} } }
circular['a'] = { b: circular }
const shared = { n: 1 }

let deep: unknown = 1
for (let level = 0; level < 20_000; level += 1) deep = { a: deep }

class Secretive {
  #amount = 1
  get amount() {
    return this.#amount
  }
}

function revoked(): unknown {
  const { proxy, revoke } = Proxy.revocable({}, {})
  revoke()
  return proxy
}

describe('toJsonObject', () => {
  it.each([
    ['an object', { total: 1 }, { total: 1 }],
    ['nothing', undefined, {}],
    ['dates, as ISO texts', { at: new Date(0) }, { at: '1970-01-01T00:00:00.000Z' }],
    ['undefined fields, without them', { a: undefined, b: 1 }, { b: 1 }],
    [
      'objects of classes, with their fields',
      new (class A {
        a = 1
      })(),
      { a: 1 },
    ],
    ['objects that hold a text or a number', { a: Object(1), b: Object('b') }, { a: 1, b: 'b' }],
    [
      'a URL, a Buffer, by their own JSON',
      { a: new URL('https://example.com/'), b: Buffer.from('b') },
      { a: 'https://example.com/', b: { type: 'Buffer', data: [98] } },
    ],
    ['what is undefined in a list, as null', { a: [undefined, 1] }, { a: [null, 1] }],
    ['the same object twice', { a: shared, b: [shared] }, { a: { n: 1 }, b: [{ n: 1 }] }],
    [
      'a field called __proto__',
      JSON.parse('{"__proto__": {"a": 1}}'),
      JSON.parse('{"__proto__": {"a": 1}}'),
    ],
    ['objects that know their JSON', { toJSON: () => ({ a: 1 }) }, { a: 1 }],
  ])('takes %s', (_, returned, output) => {
    expect(toJsonObject(returned)).toEqual(output)
  })

  it.each([
    ['a text', 'done', "a string ('done')"],
    ['a number', 12, 'a number (12)'],
    ['null', null, 'null'],
    ['a list', [1], 'an array'],
    ['a function', () => 1, 'a function'],
    ['a date', new Date(0), 'a Date'],
    ['a BigInt in it', { lines: [{ total: 5n }] }, 'output.lines.0.total is a BigInt'],
    ['a Map', new Map([['a', 1]]), 'output is a Map (convert it'],
    ['a Map in it', { by: { id: new Map() } }, 'output.by.id is a Map (convert it'],
    ['a Set in it', { lines: [new Set([1])] }, 'output.lines.0 is a Set (convert it'],
    ['URLSearchParams in it', { q: new URLSearchParams() }, 'output.q is a URLSearchParams'],
    ['a Response', new Response('{}'), /output is a Response.*, which shows no fields/],
    [
      'a Request in it',
      { a: new Request('http://localhost') },
      /output.a is a Request.*, which shows no fields/,
    ],
    ['a Blob in it', { file: new Blob(['a']) }, 'output.file is a Blob, which shows no fields'],
    ['a stream in it', { body: new ReadableStream() }, 'output.body is a ReadableStream, which'],
    ['an iterator that waits', (async function* () {})(), 'output is a'],
    ['an AbortSignal in it', { a: AbortSignal.abort() }, 'output.a is a'],
    ['a WeakRef in it', { a: new WeakRef({}) }, 'output.a is a WeakRef, which'],
    ['an object of private fields', { a: new Secretive() }, 'output.a is a Secretive, which'],
    ['an Intl formatter in it', { a: new Intl.NumberFormat('en') }, 'output.a is a NumberFormat, which'],
    ['a proxy that is revoked', { a: revoked() }, "output.a can't be read"],
    ['a WeakMap in it', { a: new WeakMap() }, 'output.a is a WeakMap'],
    ['a Promise in it', { total: Promise.resolve(1) }, 'output.total is a Promise (await it)'],
    ['NaN in it', { total: Number.NaN }, 'output.total is NaN, which JSON has no number for'],
    ['Infinity in it', { total: [-Infinity] }, 'output.total.0 is -Infinity'],
    ['an invalid date in it', { at: new Date('x') }, 'output.at is an invalid Date'],
    [
      'what says of itself that it is nothing',
      { a: { toJSON: () => undefined } },
      'output.a is a Object whose toJSON() gives nothing',
    ],
    ['an Error in it', { why: new Error('x') }, 'output.why is an Error'],
    ['a RegExp in it', { a: /x/ }, 'output.a is a RegExp'],
    ['a function in it', { a: () => 1 }, 'output.a is a function'],
    ['a symbol in it', { a: Symbol('x') }, 'output.a is a symbol'],
    ['bytes in it', { a: new Uint8Array(2) }, 'output.a is a Uint8Array (encode it'],
    [
      'a getter that throws',
      {
        get total() {
          throw new Error('boom')
        },
      },
      "output has a field total that can't be read: boom",
    ],
    [
      'a toJSON that throws',
      {
        a: {
          toJSON() {
            throw new Error('boom')
          },
        },
      },
      "output.a can't be read: boom",
    ],
    ['20,000 levels', deep, 'is nested more than 1000 levels deep'],
    ['itself in it', circular, 'output.a.b refers back to one of its own parents'],
  ])('refuses %s in words that name it', (_, returned, message) => {
    expect(() => toJsonObject(returned)).toThrow(message)
  })
})
