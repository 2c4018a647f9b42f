import { pino } from 'pino'
import { expect, test } from 'vitest'
import { RequestRefusedError } from '../../client/errors.ts'
import type { TransitionExecution } from '../../contract/index.ts'
import { VirtualClock } from '../../testing/virtual-clock.ts'
import { fetchExecution } from './fetch-execution.ts'
import { createStop } from './stop.ts'

const held = new RequestRefusedError(
  { method: 'GET', path: '/', status: 409 },
  'in the hands of another container',
)
const log = pino({ level: 'silent' })

/** Another container has the execution until so many milliseconds have passed. */
function start(heldForMs: number) {
  const clock = new VirtualClock(0)
  const stop = createStop()
  const api = {
    get: async () => {
      if (clock.now() < heldForMs) throw held
      return { status: 'succeeded' } as TransitionExecution
    },
  } as unknown as Parameters<typeof fetchExecution>[0]['api']
  const fetched = fetchExecution({ api, clock, log, stop }, new AbortController().signal)
  return { clock, stop, fetched }
}

test('an execution in the hands of another container is waited for, however long that takes', async () => {
  const { clock, fetched } = start(25 * 60_000)
  await clock.advance(25 * 60_000 + 5000)
  expect(await fetched).toMatchObject({ status: 'succeeded' })
})

test('whoever waits for another container heeds the order to stop', async () => {
  const { clock, stop, fetched } = start(Infinity)
  await clock.advance(60_000)
  stop.order({ reason: 'SIGTERM', graceMs: 0, outcome: undefined })
  expect(await fetched).toBeUndefined()
})
