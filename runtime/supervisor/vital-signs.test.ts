import { expect, it } from 'vitest'
import { VirtualClock } from '../../testing/virtual-clock.ts'
import { createVitalSigns } from './vital-signs.ts'

const pulse = { type: 'pulse', lagMs: 3, rssBytes: 64 * 2 ** 20 } as const

it('tells a handler that is busy from one that is blocked, and from one that has ended', async () => {
  const clock = new VirtualClock()
  const signs = createVitalSigns(clock)
  signs.recordPulse(pulse)
  expect(signs.report()['handler']).toEqual({ state: 'responsive', eventLoopLagMs: 3, memoryMiB: 64 })
  await clock.advance(12_000)
  expect(signs.report()['handler']).toEqual({ state: 'blocked', eventLoopLagMs: 11_000, memoryMiB: 64 })
  signs.recordEnd(100 * 2 ** 20)
  await clock.advance(60_000)
  expect(signs.report()['handler']).toMatchObject({ state: 'ended' })
  expect(signs.silentForMs()).toBe(0)
  expect(signs.peakRssBytes).toBe(100 * 2 ** 20)
})

it('says what the handler last said of its progress, and how long ago', async () => {
  const clock = new VirtualClock()
  const signs = createVitalSigns(clock)
  expect(signs.report()).not.toHaveProperty('progress')
  signs.recordProgress('page 2')
  await clock.advance(1500)
  expect(signs.report()).toMatchObject({
    runningForSeconds: 1.5,
    progress: { detail: 'page 2', secondsAgo: 1.5 },
  })
})
