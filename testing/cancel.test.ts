import { expect, test } from 'vitest'
import { harness } from './index.ts'
import './vitest.ts'

test('cancel() ends an execution as somebody else: the handler is told, and its outcome is not reported', async () => {
  let reason: unknown
  await using t = await harness(
    ({ signal }) =>
      new Promise((_, reject) => {
        signal.addEventListener('abort', () => {
          reason = signal.reason
          reject(new Error('stopped'))
        })
      }),
  )
  const running = t.start()
  await t.clock.advance('1s')
  await t.cancel('called off by a person')
  await t.clock.advance('60s')
  const result = await running
  expect(result).toHaveFailed('called off by a person')
  expect(String(reason)).toMatch(/no longer|ended|over/)
  expect(result.runtimeRequests.filter(({ operation }) => operation === 'PATCH execution')).toEqual([])
})

test('cancel() does nothing where nothing runs', async () => {
  await using t = await harness(() => ({ done: true }))
  await t.cancel()
  expect(await t.run()).toHaveSucceededWith({ done: true })
})
