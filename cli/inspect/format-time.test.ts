import { expect, test } from 'vitest'
import { age, duration } from './format-time.ts'

const START = '2026-11-24T09:00:00.000Z'

test.for([
  [0.4, 'now'],
  [12, '12s'],
  [59.4, '59s'],
  [125, '2m'],
  [3600, '1h'],
  [200_000, '2d'],
  [1e9, '999d'],
] as const)('%f seconds ago is %s', ([seconds, text]) => {
  expect(age(START, Date.parse(START) + seconds * 1000)).toBe(text)
})

test.for([
  [0.52, '0.52s'],
  [9.994, '9.99s'],
  [9.996, '10.0s'],
  [59.9, '59.9s'],
  [59.96, '0m59s'],
  [303, '5m03s'],
  [3840, '1h04m'],
] as const)('%f seconds take %s', ([seconds, text]) => {
  expect(duration(START, new Date(Date.parse(START) + seconds * 1000).toISOString())).toBe(text)
})

test('what has not started or ended has neither', () => {
  expect([age(null, 0), duration(START, null), duration(undefined, START)]).toEqual(['-', '', ''])
})
