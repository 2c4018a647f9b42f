import { expect, it } from 'vitest'
import { cutText } from './message-of.ts'

it.each([
  ['short', 5, 'short'],
  ['longer', 5, 'long…'],
  ['abc🙂', 5, 'abc🙂'],
  ['abc🙂d', 5, 'abc…'],
  ['ab🙂cd', 5, 'ab🙂…'],
  ['🙂🙂🙂', 5, '🙂🙂…'],
  ['🙂🙂🙂', 4, '🙂…'],
  ['👩‍👩‍👧 family', 5, '👩‍…'],
  ['a\uD83D', 5, 'a\uFFFD'],
  ['\uDE42a', 5, '\uFFFDa'],
  ['abcd\uD83D\uD83D\uD83D', 6, 'abcd…'],
  ['', 5, ''],
])('cuts %j to %i characters as %j', (text, maxLength, cut) => {
  expect(cutText(text, maxLength)).toBe(cut)
  expect(cut.isWellFormed()).toBe(true)
})
