import { expect, test } from 'vitest'
import { handlerPath } from '../../test/support/handlers.ts'
import { forkHandler } from './handler-process.ts'

const fork = () => forkHandler({ program: handlerPath('hangs.mjs'), flags: [] })
const LISTENER = { recordProgress: () => undefined, recordPulse: () => undefined }

test('a process that is killed by its turn gets no other, from that moment on', async () => {
  const forked = fork()
  const turn = forked.turn(LISTENER)
  expect(forked.unfit).toBeUndefined()
  turn.kill()
  expect(forked.unfit).toBe('it was killed')
  forked.stdout.resume()
  forked.stderr.resume()
  await forked.closed
})

test('a process that has ended gets none, though not all that it printed is read', async () => {
  const forked = fork()
  await expect.poll(() => forked.unfit).toBe('it has ended')
  forked.stdout.resume()
  forked.stderr.resume()
  await forked.closed
})
