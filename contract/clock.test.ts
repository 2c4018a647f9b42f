import { afterEach, expect, it, vi } from 'vitest'
import { systemClock } from './clock.ts'

afterEach(() => void vi.restoreAllMocks())

it.each([2 ** 31, 2 ** 31 + 5, 30 * 86_400_000, 1e15, Infinity, NaN])(
  'sleeps for %d ms, not for the one that a timer makes of it',
  async (ms) => {
    const abort = new AbortController()
    const slept = systemClock.sleep(ms, abort.signal)
    const first = await Promise.race([slept.then(() => 'over'), systemClock.sleep(30).then(() => 'asleep')])
    expect(first).toBe('asleep')
    abort.abort(new Error('enough'))
    await expect(slept).rejects.toThrow('enough')
  },
)

it.each([0, -1, -Infinity, 0.4])('sleeps for %d ms, but lets timers run', async (ms) => {
  const order: string[] = []
  const timer = new Promise<void>((resolve) =>
    setTimeout(() => {
      order.push('timer')
      resolve()
    }, 1),
  )
  await systemClock.sleep(ms)
  order.push('slept')
  await timer
  expect(order).toContain('slept')
})

it('has a monotonic time that no step of the wall clock changes', () => {
  const before = systemClock.monotonic()
  vi.spyOn(Date, 'now').mockReturnValue(0)
  expect(systemClock.now()).toBe(0)
  expect(systemClock.monotonic()).toBeGreaterThanOrEqual(before)
  expect(systemClock.monotonic()).toBeLessThan(before + 10_000)
})
