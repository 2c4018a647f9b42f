import { describe, expect, it } from 'vitest'
import { shapeProblem } from './json-shape.ts'

const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth)
const members = (count: number) => `{${Array.from({ length: count }, (_, at) => `"k${at}":0`).join(',')}}`

describe('the shape of a JSON text', () => {
  it.each([
    ['200 levels', nested(200)],
    ['20,000 members', members(20_000)],
    ['two objects of 20,000 members', `[${members(20_000)},${members(20_000)}]`],
    ['brackets in a string', JSON.stringify({ a: '[{'.repeat(1000) })],
    ['brackets after quotes that are escaped', JSON.stringify({ a: `"\\"${'['.repeat(1000)}`, b: '\\' })],
    ['a string that ends in backslashes', `["\\\\","\\\\\\\\"]`],
    ['lists beside each other', `[${'[],'.repeat(1000)}[]]`],
    ['nothing', ''],
    ['a text alone', '"a,b,c"'],
  ])('is ordinary with %s', (_what, text) => {
    expect(shapeProblem(text)).toBeUndefined()
  })

  it.each([
    ['201 levels', nested(201), 'nested deeper than 200 levels'],
    ['objects in lists', '[{"a":'.repeat(101), 'nested deeper than 200 levels'],
    ['levels behind a string with a quote', `["\\"",${nested(200)}]`, 'nested deeper than 200 levels'],
    ['brackets that nothing closes', '{'.repeat(4_000_000), 'nested deeper than 200 levels'],
    ['20,001 members', members(20_001), 'an object with more than 20000 members'],
    [
      'members around a nested object',
      members(20_001).replace('0', '{"a":1,"b":2}'),
      'more than 20000 members',
    ],
    ['500,001 values', `[${'0,'.repeat(500_000)}0]`, 'more than 500000 values'],
  ])('is too much with %s', (_what, text, problem) => {
    expect(shapeProblem(text)).toContain(problem)
  })
})
