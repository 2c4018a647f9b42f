import { expect, test } from 'vitest'
import { parseCondition } from './choice.ts'
import { Work } from './work.ts'

function holds(rule: unknown, data: unknown, context: unknown = {}): boolean {
  const complaints: string[] = []
  const condition = parseCondition(rule, (path, message) => complaints.push(`${path.join('.')}: ${message}`))
  expect(complaints).toEqual([])
  return condition({ data, context, work: new Work() })
}

const EARLY = '2026-01-01T00:00:00Z'
const LATE = '2026-01-01T00:00:01Z'
/** The same moment as EARLY, written otherwise. */
const EARLY_TOO = '2026-01-01T01:00:00.000+01:00'

const ORDERS: [string, (order: number) => boolean][] = [
  ['Equals', (order) => order === 0],
  ['LessThan', (order) => order < 0],
  ['GreaterThan', (order) => order > 0],
  ['LessThanEquals', (order) => order <= 0],
  ['GreaterThanEquals', (order) => order >= 0],
]
const PAIRS: [string, unknown, unknown, number][] = [
  ['String', 'a', 'b', -1],
  ['String', 'b', 'b', 0],
  ['String', 'b', 'a', 1],
  ['String', '', 'a', -1],
  ['Numeric', 9, 10, -1],
  ['Numeric', 1.5, 1.5, 0],
  ['Numeric', -1, -2, 1],
  ['Timestamp', EARLY, LATE, -1],
  ['Timestamp', EARLY, EARLY_TOO, 0],
  ['Timestamp', LATE, EARLY_TOO, 1],
]

test.each(PAIRS.flatMap((pair) => ORDERS.map((order) => [...pair, ...order] as const)))(
  '%s: %j against %j (order %i) holds for %s as it should, and for its Path',
  (type, value, operand, order, name, expected) => {
    const data = { value, operand }
    expect(holds({ Variable: '$.value', [type + name]: operand }, data)).toBe(expected(order))
    expect(holds({ Variable: '$.value', [`${type}${name}Path`]: '$.operand' }, data)).toBe(expected(order))
  },
)

test.each([
  ['StringEquals', 'a', 1],
  ['StringLessThan', 'a', null],
  ['NumericEquals', 1, '1'],
  ['NumericLessThan', 1, '0'],
  ['TimestampEquals', EARLY, 'tomorrow'],
  ['TimestampLessThan', LATE, '2026-01-01'],
  ['BooleanEquals', true, 'true'],
  ['BooleanEquals', false, 0],
])('%s %j does not hold for a value of another type, %j', (name, operand, value) => {
  expect(holds({ Variable: '$.value', [name]: operand }, { value })).toBe(false)
  expect(holds({ Variable: '$.value', [`${name}Path`]: '$.operand' }, { value, operand })).toBe(false)
})

test.each([
  [true, true, true],
  [true, false, false],
  [false, false, true],
])('BooleanEquals: %j against %j is %j', (value, operand, expected) => {
  expect(holds({ Variable: '$.value', BooleanEquals: operand }, { value })).toBe(expected)
  expect(holds({ Variable: '$.value', BooleanEqualsPath: '$.operand' }, { value, operand })).toBe(expected)
})

test.each([
  ['log-1.txt', 'log-*.txt', true],
  ['log-.txt', 'log-*.txt', true],
  ['log-1.txt.zip', 'log-*.txt', false],
  ['log-1.txt', '*', true],
  ['', '*', true],
  ['abcabc', 'a*c*c', true],
  ['ac', 'a*c*c', false],
  ['aXbXc', '*X*', true],
  ['abc', 'abc', true],
  ['abcd', 'abc', false],
  ['a*c', String.raw`a\*c`, true],
  ['abc', String.raw`a\*c`, false],
  [String.raw`a\c`, String.raw`a\\c`, true],
  ['a.c', 'a.c', true],
  ['abc', 'a.c', false],
  ['aa', 'a*a*a', false],
  [`${'a'.repeat(30_000)}b`, `${'a*'.repeat(40)}c`, false],
])('StringMatches: %.20j against %.20j is %j', (value, pattern, expected) => {
  expect(holds({ Variable: '$.value', StringMatches: pattern }, { value })).toBe(expected)
})

const KINDS: [string, unknown, string[]][] = [
  ['null', null, ['IsPresent', 'IsNull']],
  ['a string', 'a', ['IsPresent', 'IsString']],
  ['an empty string', '', ['IsPresent', 'IsString']],
  ['a number', 0, ['IsPresent', 'IsNumeric']],
  ['a boolean', false, ['IsPresent', 'IsBoolean']],
  ['a timestamp', EARLY, ['IsPresent', 'IsString', 'IsTimestamp']],
  ['an object', {}, ['IsPresent']],
  ['an array', [], ['IsPresent']],
]
const TESTS = ['IsPresent', 'IsNull', 'IsString', 'IsNumeric', 'IsBoolean', 'IsTimestamp']

test.each(
  KINDS.flatMap(([kind, value, is]) => TESTS.map((name) => [name, kind, value, is.includes(name)] as const)),
)('%s of %s', (name, _, value, expected) => {
  expect(holds({ Variable: '$.value', [name]: true }, { value })).toBe(expected)
  expect(holds({ Variable: '$.value', [name]: false }, { value })).toBe(!expected)
})

test('only IsPresent asks for what may not be there', () => {
  expect(holds({ Variable: '$.value', IsPresent: true }, {})).toBe(false)
  expect(holds({ Variable: '$.value', IsPresent: false }, {})).toBe(true)
  for (const rule of [{ IsNull: true }, { StringEquals: 'a' }, { NumericEqualsPath: '$.other' }])
    expect(() => holds({ Variable: '$.value', ...rule }, { other: 1 })).toThrow('leads nowhere')
  expect(() => holds({ Variable: '$.value', StringEqualsPath: '$.other' }, { value: 'a' })).toThrow(
    'leads nowhere',
  )
})

const [YES, NO] = [
  { Variable: '$.n', NumericEquals: 1 },
  { Variable: '$.n', NumericEquals: 2 },
]
test.each([
  [{ And: [YES, YES] }, true],
  [{ And: [YES, NO] }, false],
  [{ Or: [NO, YES] }, true],
  [{ Or: [NO, NO] }, false],
  [{ Not: NO }, true],
  [{ Not: YES }, false],
  [{ And: [{ Or: [NO, { Not: NO }] }, YES] }, true],
  [{ Not: { And: [YES, { Not: NO }] } }, false],
])('%j is %j', (rule, expected) => {
  expect(holds(rule, { n: 1 })).toBe(expected)
})

test('And and Or look no further than they must', () => {
  const fails = { Variable: '$.missing', IsNull: true }
  expect(holds({ And: [{ Variable: '$.missing', IsPresent: true }, fails] }, {})).toBe(false)
  expect(holds({ Or: [YES, fails] }, { n: 1 })).toBe(true)
})

test('a variable may be of the context object, and a path find several values', () => {
  expect(holds({ Variable: '$$.Execution.Name', StringEquals: 'a' }, {}, { Execution: { Name: 'a' } })).toBe(
    true,
  )
  expect(holds({ Variable: '$.items[*].n', IsPresent: true }, { items: [] })).toBe(true)
})

test.each([
  ['2023-02-30T00:00:00Z', false],
  ['2023-02-29T00:00:00Z', false],
  ['2024-02-29T00:00:00Z', true],
  ['2016-13-05T21:29:29Z', false],
  ['2016-03-05T25:29:29Z', false],
  ['2023-04-31T00:00:00+02:00', false],
])('%s: it is %s that this is a timestamp', (t, expected) => {
  expect(holds({ Variable: '$.t', IsTimestamp: true }, { t })).toBe(expected)
})

test.each([
  ['2024-01-01T00:00:00.000001Z', 'LessThan', '2024-01-01T00:00:00.000002Z'],
  ['2024-01-01T00:00:00.0010001Z', 'GreaterThan', '2024-01-01T01:00:00.001+01:00'],
  ['2024-01-01T00:00:00.100Z', 'Equals', '2024-01-01T00:00:00.1000000Z'],
  ['2024-01-01T00:00:00.9999999Z', 'LessThan', '2024-01-01T00:00:01Z'],
])('timestamps are compared to the last digit: %s %s %s', (t, operator, operand) => {
  expect(holds({ Variable: '$.t', [`Timestamp${operator}`]: operand }, { t })).toBe(true)
})
