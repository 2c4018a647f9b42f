import { expect, test } from 'vitest'
import { readProfiles } from './profiles.ts'

const plain = (text: string) =>
  Object.fromEntries(Array.from(readProfiles(text), ([name, keys]) => [name, Object.fromEntries(keys)]))

test.for([
  ['a byte order mark, and Windows line ends', '\uFEFF[a]\r\nkey = value\r\n', { a: { key: 'value' } }],
  ['space around everything', ' [ a ] \n  key\t=  value  ', { a: { key: 'value' } }],
  ['a colon for an equals sign', '[a]\nkey: value', { a: { key: 'value' } }],
  ['both of them in a value', '[a]\nkey = https://a.test/?b=c', { a: { key: 'https://a.test/?b=c' } }],
  ['what would be a comment elsewhere', '[a]\nkey = a#b ;c', { a: { key: 'a#b ;c' } }],
  ['comments on their own lines', '# one\n[a]\n; two\nkey = value', { a: { key: 'value' } }],
  ['keys in capitals', '[a]\nKEY = value', { a: { key: 'value' } }],
  ['a section in two parts', '[a]\none = 1\n[b]\n[a]\ntwo = 2', { a: { one: '1', two: '2' }, b: {} }],
  ['a name with a dot and a space', '[a.b c]\nkey = value', { 'a.b c': { key: 'value' } }],
  ['an empty value', '[a]\nkey =', { a: { key: '' } }],
  ['lines that mean nothing', 'key = nowhere\n[a]\nnonsense\n= value\n[', { a: {} }],
  ['nothing', '', {}],
] as const)('profiles are read from a file with %s', ([, text, expected]) => {
  expect(plain(text)).toEqual(expected)
})

test('a profile or a key may have any name', () => {
  const profiles = readProfiles('[__proto__]\nconstructor = value')
  expect(profiles.get('__proto__')?.get('constructor')).toBe('value')
})
