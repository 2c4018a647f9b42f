import { expect, it } from 'vitest'
import { createMask } from './mask.ts'

it('hides a secret wherever it stands, also in JSON and in a URL', () => {
  const mask = createMask(['p"ss word/1'])
  expect(mask.apply('a p"ss word/1 b')).toBe('a [secret] b')
  expect(mask.apply(JSON.stringify({ key: 'p"ss word/1' }))).toBe('{"key":"[secret]"}')
  expect(mask.apply('https://example.com/?key=p%22ss%20word%2F1')).toBe('https://example.com/?key=[secret]')
})

it('leaves nothing of a secret that contains another', () => {
  const mask = createMask(['secret-one'])
  mask.add('secret-one-and-two')
  expect(mask.apply('secret-one-and-two, secret-one')).toBe('[secret], [secret]')
})

it('leaves text alone that only looks like a very short secret', () => {
  expect(createMask(['a', '', undefined]).apply('a banana')).toBe('a banana')
})
