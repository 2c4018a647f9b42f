import { expect, test } from 'vitest'
import { Work } from '../work.ts'
import { parseIntrinsic } from './parse.ts'

const MACHINE = { random: () => 0.5, uuid: () => 'ca4c1140-dcc1-40cd-ad05-7b4aa23df4a8' }
const DATA = {
  name: 'Arnav',
  template: 'Hello, my name is {}.',
  list: [1, 2, 3, 3, 1],
  objects: [{ a: 1 }, { a: 1 }, { a: 2 }],
  nested: { x: { y: [1, { z: 'ok' }] } },
  json: '{"number": 20}',
  one: { a: 1, b: 2 },
  other: { b: 3 },
  zero: 0,
  huge: 1e300,
  empty: '',
  blank: ' ',
}
const call = (text: string) =>
  parseIntrinsic(text, 'Parameters.a')(
    { data: DATA, context: { Execution: { Name: 'E' } }, work: new Work() },
    MACHINE,
  )

test.each([
  [`States.Format('Hello, my name is {}.', $.name)`, 'Hello, my name is Arnav.'],
  [`States.Format($.template, $.name)`, 'Hello, my name is Arnav.'],
  [`States.Format('{}{}{}', 1, true, null)`, '1truenull'],
  [`States.Format('{}', $.one)`, '{"a":1,"b":2}'],
  [String.raw`States.Format('it\'s \{\} {} \\', 'x')`, String.raw`it's {} x \ `.trimEnd()],
  [`States.Format('none')`, 'none'],
  [`States.Format('{} of {}', $$.Execution.Name, States.ArrayLength($.list))`, 'E of 5'],
  [`States.StringToJson($.json)`, { number: 20 }],
  [`States.StringToJson('[1, "a, b"]')`, [1, 'a, b']],
  [`States.StringToJson($.empty)`, null],
  [`States.StringToJson($.blank)`, null],
  [`States.JsonToString($.one)`, '{"a":1,"b":2}'],
  [`States.Array('Foo', 2020, $.list, null)`, ['Foo', 2020, [1, 2, 3, 3, 1], null]],
  [`States.Array()`, []],
  [`States.Array($.list[0], $.nested['x'].y[1].z, -1.5e2)`, [1, 'ok', -150]],
  [`States.ArrayPartition($.list, 2)`, [[1, 2], [3, 3], [1]]],
  [`States.ArrayContains($.list, 3)`, true],
  [`States.ArrayContains($.list, '3')`, false],
  [`States.ArrayContains($.objects, $.objects[2])`, true],
  [`States.ArrayRange(1, 9, 2)`, [1, 3, 5, 7, 9]],
  [`States.ArrayRange(3, -3, -3)`, [3, 0, -3]],
  [`States.ArrayRange(1, 0, 1)`, []],
  [`States.ArrayGetItem($.list, 2)`, 3],
  [`States.ArrayLength($.list)`, 5],
  [`States.ArrayLength($.objects[?(@.a == 1)])`, 2],
  [`States.ArrayUnique($.list)`, [1, 2, 3]],
  [`States.ArrayUnique($.objects)`, [{ a: 1 }, { a: 2 }]],
  [`States.Base64Encode('Data to encode')`, 'RGF0YSB0byBlbmNvZGU='],
  [`States.Base64Decode('RGVjb2RlZCBkYXRh')`, 'Decoded data'],
  [`States.Hash('input data', 'SHA-1')`, 'aaff4a450a104cd177d28d18d74485e8cae074b7'],
  [`States.Hash('', 'MD5')`, 'd41d8cd98f00b204e9800998ecf8427e'],
  [`States.Hash('abc', 'SHA-256')`, 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'],
  [`States.JsonMerge($.one, $.other, false)`, { a: 1, b: 3 }],
  [`States.MathAdd(111, -1)`, 110],
  [`States.MathAdd(1.4, 1.5)`, 3],
  [`States.MathRandom(1, 999)`, 500],
  [`States.StringSplit('1,2,3', ',')`, ['1', '2', '3']],
  [`States.StringSplit('This.is+a,test', '.+,')`, ['This', 'is', 'a', 'test']],
  [`States.UUID()`, 'ca4c1140-dcc1-40cd-ad05-7b4aa23df4a8'],
  [`States.Format('{}', States.Format('{}', States.Format('{}', 1)))`, '1'],
  [` States.Array( 1 , 2 ) `, [1, 2]],
])('%s', (text, expected) => {
  expect(call(text)).toEqual(expected)
})

test('States.MathRandom with a seed gives the same number each time', () => {
  const once = call('States.MathRandom(0, 1000000, 42)')
  expect(call('States.MathRandom(0, 1000000, 42)')).toBe(once)
  expect(call('States.MathRandom(0, 1000000, 43)')).not.toBe(once)
})

test('hash functions are those of the language', () => {
  for (const [name, length] of [
    ['MD5', 32],
    ['SHA-1', 40],
    ['SHA-256', 64],
    ['SHA-384', 96],
    ['SHA-512', 128],
  ] as const)
    expect(call(`States.Hash($.one, '${name}')`)).toHaveLength(length)
})

test.each([
  [`States.Format('{} {}', 1)`, 'places'],
  [`States.Format('{}', 1, 2)`, 'places'],
  [`States.Format($.list)`, 'a string'],
  [`States.StringToJson('{')`, 'JSON'],
  [`States.StringToJson($.list)`, 'a string'],
  [`States.ArrayPartition($.list, 0)`, 'at least 1'],
  [`States.ArrayPartition($.name, 2)`, 'an array'],
  [`States.ArrayRange(1, 5000, 1)`, 'at most 1000'],
  [`States.ArrayRange(1, 5, 0)`, 'the step'],
  [`States.ArrayGetItem($.list, 5)`, 'no item 5'],
  [`States.ArrayGetItem($.list, -1)`, 'at least 0'],
  [`States.Base64Encode($.list)`, 'a string'],
  [`States.Base64Decode('***')`, 'Base64'],
  [`States.Hash('a', 'SHA-3')`, 'there is no SHA-3'],
  [`States.JsonMerge($.one, $.other, true)`, 'must be false'],
  [`States.JsonMerge($.one, $.list, false)`, 'an object'],
  [`States.MathAdd($.name, 2)`, 'a number'],
  [`States.MathAdd($.huge, 2)`, 'at most'],
  [`States.MathRandom(5, 5)`, 'greater than 5'],
  [`States.StringSplit($.list, ',')`, 'a string'],
  [`States.ArrayLength($.missing)`, 'leads nowhere'],
])('%s fails with States.Runtime, and says why', (text, why) => {
  const run = () => call(text)
  expect(run).toThrow(expect.objectContaining({ name: 'States.Runtime' }))
  expect(run).toThrow(why)
})

test.each([
  ['States.Nope(1)', 'there is no States.Nope'],
  ['Format(1)', 'expected a function'],
  ['States.Format', 'expected ('],
  ['States.Format(', 'at its end'],
  ["States.Format('a)", 'is no intrinsic function'],
  ["States.Format('a' 'b')", 'expected , or )'],
  ["States.Format('a') x", 'expected nothing more'],
  ['States.Format()', 'takes 1 argument or more'],
  [`States.MathAdd(1,'-1')`, 'expected a number, and not "-1"'],
  ['States.Format(1)', 'expected a string'],
  ['States.Format('.repeat(40), 'nested'],
  ['States.UUID(1)', 'takes 0 arguments, and not 1'],
  ['States.MathRandom(1)', 'takes 2 or 3 arguments'],
  ['States.ArrayLength($.a[)', 'is no'],
  ['States.Array(abc)', 'expected a function'],
  ['States.Format("a")', 'expected a function'],
])('%s is refused', (text, why) => {
  expect(() => parseIntrinsic(text, 'Parameters.a')).toThrow(why)
})
