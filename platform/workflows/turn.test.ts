import { setImmediate as nextRound } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { yieldToRequests } from './turn.ts'

/** Longer than a slice. */
function compute(): void {
  const end = performance.now() + 25
  while (performance.now() < end);
}

it('requests get a turn between any two that compute, also where each waits for the store first', async () => {
  const order: string[] = []
  const over = new AbortController()
  const requests = (async () => {
    for (; !over.signal.aborted; await nextRound()) if (order.at(-1) !== 'request') order.push('request')
  })()
  await Promise.all(
    Array.from({ length: 10 }, async () => {
      await yieldToRequests()
      // As a store that answers in this process.
      for (let reads = 0; reads < 5; reads += 1) await Promise.resolve()
      compute()
      order.push('step')
    }),
  )
  over.abort()
  await requests
  expect(order.filter((one) => one === 'step')).toHaveLength(10)
  expect(order.join(' ')).not.toContain('step step')
})

it('those that wait go on in the order in which they came', async () => {
  compute()
  const order: number[] = []
  await Promise.all(
    [1, 2, 3, 4].map(async (number) => {
      await yieldToRequests()
      order.push(number)
    }),
  )
  expect(order).toEqual([1, 2, 3, 4])
})
