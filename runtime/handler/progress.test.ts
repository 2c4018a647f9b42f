import { expect, it } from 'vitest'
import { createProgressSender } from './progress.ts'

function sending() {
  const sent: unknown[] = []
  const taken: (() => void)[] = []
  const sender = createProgressSender((detail) => {
    sent.push(detail)
    return new Promise((resolve) => taken.push(resolve))
  })
  return { sent, taken, sender }
}

it('sends each where the channel takes them', async () => {
  const { sent, taken, sender } = sending()
  for (let step = 0; step < 1000; step += 1) {
    sender.send(step)
    taken.shift()?.()
    await Promise.resolve().then(() => undefined)
  }
  expect(sent).toEqual(Array.from({ length: 1000 }, (_, step) => step))
})

it('keeps no more than the last of a million where the channel takes none', async () => {
  const { sent, taken, sender } = sending()
  for (let step = 0; step < 1_000_000; step += 1) sender.send(step)
  expect(sent).toHaveLength(64)
  taken.shift()?.()
  await Promise.resolve().then(() => undefined)
  expect(sent).toHaveLength(65)
  expect(sent.at(-1)).toBe(999_999)
})

it('sends what waits before a report', () => {
  const { sent, sender } = sending()
  for (let step = 0; step < 100; step += 1) sender.send(step)
  sender.flush()
  sender.flush()
  expect(sent.slice(64)).toEqual([99])
})
