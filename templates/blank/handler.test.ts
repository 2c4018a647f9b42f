import { harness } from 'docker-transition/testing'
import 'docker-transition/testing/vitest'
import { expect, test } from 'vitest'
import transition from './handler.ts'

test('greets by name', async () => {
  await using t = await harness(transition)
  expect(await t.run({ name: 'Grace' })).toHaveSucceededWith({ greeting: 'Hello, Grace!' })
})

test('fails when there is no name, and says so', async () => {
  await using t = await harness(transition)
  expect(await t.run({})).toHaveFailed(/input\.name/)
})

test('delivers its outcome when the platform fails for a while', async () => {
  await using t = await harness(transition)
  t.api.fail('PATCH execution', { status: 503, times: 2 })
  expect(await t.run({ name: 'Ada' })).toHaveSucceeded()
})
