import { describe, expect, it } from 'vitest'
import { toJsonObject } from './output.ts'

const circular: Record<string, unknown> = { a: { b: {} } }
circular['a'] = { b: circular }

describe('toJsonObject', () => {
  it.each([
    ['an object', { total: 1 }, { total: 1 }],
    ['nothing', undefined, {}],
    ['dates, as ISO texts', { at: new Date(0) }, { at: '1970-01-01T00:00:00.000Z' }],
    ['undefined fields, without them', { a: undefined, b: 1 }, { b: 1 }],
    ['objects that become objects', new Map([['a', 1]]), {}],
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
    ['itself in it', circular, 'output.a.b refers back to one of its own parents'],
  ])('refuses %s in words that name it', (_, returned, message) => {
    expect(() => toJsonObject(returned)).toThrow(message)
  })
})
