import { expect, it } from 'vitest'
import { VirtualClock } from './virtual-clock.ts'

it('wakes sleepers in the order of their times, however late they lay down', async () => {
  const clock = new VirtualClock(0)
  const woken: string[] = []
  void clock.sleep(20).then(() => woken.push(`b at ${clock.now()}`))
  void clock.sleep(10).then(async () => {
    woken.push(`a at ${clock.now()}`)
    await clock.sleep(5)
    woken.push(`a again at ${clock.now()}`)
  })
  await clock.advance(20)
  expect(woken).toEqual(['a at 10', 'a again at 15', 'b at 20'])
  expect(clock.now()).toBe(20)
})

it('rejects a sleep with the reason of its signal, and forgets it', async () => {
  const clock = new VirtualClock()
  const abort = new AbortController()
  const sleep = clock.sleep(1000, abort.signal)
  abort.abort(new Error('enough'))
  await expect(sleep).rejects.toThrow('enough')
  await expect(clock.sleep(1, abort.signal)).rejects.toThrow('enough')
  expect(clock.sleepers).toBe(0)
})
