import { expect, test } from 'vitest'
import { placeResult, select } from './data-flow.ts'
import { parsePath } from './path.ts'
import { parseReferencePath } from './reference-path.ts'
import { Work } from './work.ts'

const STORE = {
  store: {
    book: [
      { title: 'A', price: 8, 'in-stock': true },
      { title: 'B', price: 12 },
      { title: 'C', price: 9, isbn: 'x' },
    ],
    'a.b': { "it's": 1 },
  },
}
const scope = (data: unknown) => ({ data, context: { State: { Name: 'S' } }, work: new Work() })
const find = (path: string, data: unknown = STORE) => parsePath(path).find(scope(data))

test.each([
  ['$', STORE],
  ['$.store.book[1].title', 'B'],
  ["$['store']['book'][0]['title']", 'A'],
  ['$["store"].book[2].isbn', 'x'],
  ['$.store.book[0].in-stock', true],
  [String.raw`$.store.a\.b`, { "it's": 1 }],
  [String.raw`$['store']['a.b']['it\'s']`, 1],
  ['$$.State.Name', 'S'],
  ['$$', { State: { Name: 'S' } }],
  ['$.store.book[-1].title', 'C'],
])('%s leads to one value', (path, expected) => {
  expect(find(path)).toEqual([expected])
})

test.each([
  ['$.store.book[*].title', ['A', 'B', 'C']],
  ['$..price', [8, 12, 9]],
  ['$.store.book[0:2].title', ['A', 'B']],
  ['$.store.book[::2].title', ['A', 'C']],
  ['$.store.book[0,2].title', ['A', 'C']],
  ['$.store.book[?(@.price < 10)].title', ['A', 'C']],
  ["$.store.book[?@.price > 8 && @.title != 'B'].title", ['C']],
  ['$.store.book[?@.isbn].title', ['C']],
  ['$.store.book[?@.price > 100]', []],
  ['$$.State.*', ['S']],
])('%s gives all that it finds, as an array', (path, expected) => {
  expect(find(path)).toEqual([expected])
})

test.each([
  '$.none',
  '$.store.book[3]',
  '$.store.book.title',
  '$.store.book[0].title.x',
  '$.toString',
  '$.store.book.length',
])('%s leads nowhere, and says so', (path) => {
  expect(find(path)).toEqual([])
  expect(() => parsePath(path).read(scope(STORE), 'InputPath')).toThrow(
    `the path ${path} of InputPath leads nowhere`,
  )
})

test.each([
  '',
  'store',
  '.store',
  '$.',
  '$.a b',
  '$[',
  "$['a",
  '$.a[?]',
  '$.a[?(@.b ==)]',
  '$.a()',
  '$x',
  '$..',
])('%j is no path', (path) => {
  expect(() => parsePath(path)).toThrow('is no path')
})

test.each([
  ['$', []],
  ['$.store.book', ['store', 'book']],
  [String.raw`$.store\.book`, ['store.book']],
  [String.raw`$.\stor\e.boo\k`, ['store', 'book']],
  [String.raw`$.foo\@bar.baz\[\[.\?pretty`, ['foo@bar', 'baz[[', '?pretty']],
  ['$.&Ж中.\\uD800\\uDF46', ['&Ж中', '𐍆']],
  ['$.Ж中.\\uD83D\\uDE00', ['Ж中', '😀']],
  ['$.ledgers.branch[0].pending.count', ['ledgers', 'branch', 0, 'pending', 'count']],
  ['$.ledgers[0][22][315].foo', ['ledgers', 0, 22, 315, 'foo']],
  ["$['store'][0]['book']", ['store', 0, 'book']],
  ['$.a[*]', undefined],
  ['$..a', undefined],
  ['$.a[0:1]', undefined],
  ['$.a[?(@.b)]', undefined],
  ['$.a[-1]', undefined],
])('the reference path %s', (path, expected) => {
  expect(parseReferencePath(path)).toEqual(expected)
})

test.each([
  ['absent: the result takes the place of the input', undefined, { a: 1 }, 'r', 'r'],
  ['$: the same', '$', { a: 1 }, 'r', 'r'],
  ['null: the result is dropped', null, { a: 1 }, 'r', { a: 1 }],
  ['a new field', '$.r', { a: 1 }, 'r', { a: 1, r: 'r' }],
  ['a field that is there', '$.a', { a: 1, b: 2 }, 'r', { a: 'r', b: 2 }],
  ['objects on the way are made', '$.x.y.z', { a: 1 }, 'r', { a: 1, x: { y: { z: 'r' } } }],
  ['into an array', '$.list[1]', { list: [1, 2, 3] }, 'r', { list: [1, 'r', 3] }],
  ['into an object in an array', '$.list[0].r', { list: [{ a: 1 }] }, 'r', { list: [{ a: 1, r: 'r' }] }],
  ['a name that objects inherit', '$.toString', {}, 'r', { toString: 'r' }],
])('ResultPath, %s', (_, path, input, result, expected) => {
  const before = structuredClone(input)
  const parsed = typeof path === 'string' ? parseReferencePath(path) : path
  expect(placeResult(parsed, input, result)).toEqual(expected)
  expect(input).toEqual(before)
})

test.each([
  ['$.a.b', { a: 1 }],
  ['$.list[3]', { list: [1] }],
  ['$.list.x', { list: [1] }],
  ['$.a', [1]],
  ['$.a', 'text'],
  ['$[0]', {}],
])('ResultPath %s does not fit %j', (path, input) => {
  expect(() => placeResult(parseReferencePath(path), input, 'r')).toThrow(
    expect.objectContaining({ name: 'States.Runtime' }),
  )
})

test('ResultPath sets __proto__ as a field like any other', () => {
  const made = placeResult(parseReferencePath('$.__proto__.polluted'), JSON.parse('{}'), true)
  expect(JSON.stringify(made)).toBe('{"__proto__":{"polluted":true}}')
  expect(Reflect.get({}, 'polluted')).toBeUndefined()
})

test('InputPath and OutputPath: absent is all, null is an empty object', () => {
  const from = scope({ a: 1 })
  expect(select(undefined, from, 'InputPath')).toEqual({ a: 1 })
  expect(select(null, from, 'InputPath')).toEqual({})
  expect(select(parsePath('$.a'), from, 'InputPath')).toBe(1)
})

test.each([
  ['$.list.[1].n', 2],
  ["$.['list'].[0].n ", 1],
  [String.raw`$['a\"b']`, 'AWS keeps the backslash'],
  [String.raw`$["c\"d"]`, 'a quote'],
])('%s leads to one value, in the spelling of AWS', (path, expected) => {
  const data = { list: [{ n: 1 }, { n: 2 }], 'a\\"b': 'AWS keeps the backslash', 'c"d': 'a quote' }
  expect(find(path, data)).toEqual([expected])
})

test('a word without quotes in a filter is a string', () => {
  const fields = [{ label: 'total', value: '9.50' }, { label: 'tax' }]
  expect(find('$.fields[?(@.label == total)].value', { fields })).toEqual([['9.50']])
})
