import { pino } from 'pino'
import { expect, test } from 'vitest'
import { RequestRefusedError } from '../../client/errors.ts'
import type { TransitionExecution } from '../../contract/index.ts'
import { VirtualClock } from '../../testing/virtual-clock.ts'
import { fetchExecution } from './fetch-execution.ts'
import { createStop } from './stop.ts'

const leased = new RequestRefusedError(
  { method: 'GET', path: '/', status: 409 },
  'leased to another container',
)
const log = pino({ level: 'silent' })

/** Another container has the execution until so many milliseconds have passed. */
function start(leasedForMs: number) {
  const clock = new VirtualClock(0)
  const stop = createStop()
  const api = {
    get: async () => {
      if (clock.now() < leasedForMs) throw leased
      return { status: 'succeeded' } as TransitionExecution
    },
  } as unknown as Parameters<typeof fetchExecution>[0]['api']
  const fetched = fetchExecution({ api, clock, log, stop }, new AbortController().signal)
  return { clock, stop, fetched }
}

test('an execution that is leased to another container is waited for, however long that takes', async () => {
  const { clock, fetched } = start(25 * 60_000)
  await clock.advance(25 * 60_000 + 5000)
  expect(await fetched).toMatchObject({ status: 'succeeded' })
})

test('whoever waits for another container heeds the order to stop', async () => {
  const { clock, stop, fetched } = start(Infinity)
  await clock.advance(60_000)
  stop.order({ reason: 'SIGTERM', gracePeriodMs: 0, outcome: undefined })
  expect(await fetched).toBeUndefined()
})
