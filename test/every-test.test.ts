import { expect, it } from 'vitest'
import { runVitest } from './support/vitest.ts'

it('the gate names each test that was not run', async () => {
  const { code, said } = await runVitest('gate/vitest.config.ts')
  expect(said).toContain('3 tests in 1 files, 2 skipped: 1 for want of no reason, 1 for want of python')
  const [, problems = ''] = said.split('Not every test was run:\n')
  expect(problems.trim().split('\n').toSorted()).toEqual([
    'lost.test.ts:15: the test that stands here was not there',
    'lost.test.ts:20: is skipped without a word was skipped, and says of nothing listed that it lacks it',
    'lost.test.ts:9: the test that stands here was not there',
  ])
  expect(code).toBe(1)
})

it('the gate lets no test be skipped for want of what is there', async () => {
  const { said } = await runVitest('gate/vitest.config.ts', { SKIPS_ALLOWED: 'fish,zsh' })
  expect(said).toContain(
    'lost.test.ts:24: is skipped with a reason (skipped: there is no python3) was skipped: here is python',
  )
})
