import { expect, test } from 'vitest'
import { meter } from './predictions.ts'

test.each([
  [0.895, 'medium', '89 %'],
  [0.9, 'high', '90 %'],
  [0.599, 'low', '59 %'],
  [0.29, 'low', '29 %'],
  [0.999, 'high', '99 %'],
  [1, 'high', '100 %'],
])('a confidence of %d is %s and says %s', async (confidence, level, percent) => {
  const shown = (await meter(confidence)).toString()
  expect(shown).toContain(`meter ${level}`)
  expect(shown).toContain(`>${percent}<`)
})
