import { expect, test } from 'vitest'
import { retryAfterMs } from './retry-after.ts'

const NOW = Date.parse('2026-11-26T06:00:00Z')
const headersOf = (headers: Record<string, string>) => new Headers(headers)
const asked = (value: string, more: Record<string, string> = {}) =>
  retryAfterMs(headersOf({ 'retry-after': value, ...more }), NOW)

test.each([
  ['0', 0],
  ['7', 7000],
  [' 7 ', 7000],
  ['2.5', 2500],
  ['2.', 2000],
  ['.5', 500],
  ['+3', 3000],
  ['007', 7000],
  ['30s', 30_000],
  ['30 seconds', 30_000],
  ['1 sec', 1000],
  ['8, 8', 8000],
  ['8, 120', 120_000],
  ['soon, 9', 9000],
  ['2592000', 2_592_000_000],
  ['99999999999999999999', 1e23],
  ['Thu, 26 Nov 2026 06:00:07 GMT', 7000],
  ['Thursday, 26-Nov-26 06:00:07 GMT', 7000],
  ['Thu Nov 26 06:00:07 2026', 7000],
  ['2026-11-26T06:00:07Z', 7000],
  ['2026-11-26T07:00:07+01:00', 7000],
  ['Thu, 26 Nov 2026 06:00:07 GMT, Thu, 26 Nov 2026 06:00:09 GMT', 9000],
  ['Thu, 26 Nov 2026 05:00:00 GMT', 0],
])('%s is understood', (value, ms) => {
  expect(asked(value)).toBe(ms)
})

test.each(['', ' ', '-5', 'soon', '1e3', '0x10', '8 8', 'NaN', 'Infinity', 'PT8S', 'Thu', 'null', '2.5.1'])(
  '%j says nothing',
  (value) => {
    expect(asked(value)).toBeUndefined()
  },
)

test('a date is counted from the date of the answer, whatever our own time is', () => {
  const date = 'Thu, 26 Nov 2026 08:00:00 GMT'
  expect(asked('Thu, 26 Nov 2026 08:00:07 GMT', { date })).toBe(7000)
  expect(asked('Thu, 26 Nov 2026 08:00:07 GMT', { date: 'today' })).toBe(7_207_000)
})
