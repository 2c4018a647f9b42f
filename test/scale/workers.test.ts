import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { VirtualClock } from '../../testing/virtual-clock.ts'
import { handlerPath } from '../support/handlers.ts'
import { startPlatform, type TestPlatform } from '../support/platform.ts'
import { start, type Running } from '../support/programs.ts'
import { openLedger, type Ledger } from '../support/swarm/ledger.ts'

const TIMEOUT_MS = 120_000

describe('several workers of one transition', () => {
  let stack: AsyncDisposableStack
  let platform: TestPlatform
  let ledger: Ledger
  let clock: VirtualClock
  let transitionId: string
  beforeEach(async () => {
    stack = new AsyncDisposableStack()
    clock = new VirtualClock(Date.now())
    platform = stack.use(await startPlatform({ clock }))
    ledger = stack.use(await openLedger('127.0.0.1'))
    transitionId = (await platform.client.transitions.create({ transitionType: 'manual' })).transitionId
  })
  afterEach(() => stack.disposeAsync())

  async function enqueue(count: number): Promise<string[]> {
    const ids: string[] = []
    for (let made = 0; made < count; made += 1) {
      const input = { ledger: ledger.url, index: ledger.began.size + made, milliseconds: 1, isBusy: false }
      ids.push((await platform.enqueue(transitionId, input)).executionId)
    }
    return ids
  }

  const startWorkers = (count: number): Running[] =>
    Array.from({ length: count }, () =>
      stack.use(
        start('runtime', {
          env: {
            ...platform.environment,
            TRANSITION_ID: transitionId,
            TRANSITION_HANDLER: handlerPath('works-a-while.mjs'),
            TRANSITION_HEARTBEAT_SECONDS: '1',
          },
        }),
      ),
    )

  const beatsOf = (executionId: string) =>
    platform.events.filter((event) => event.type === 'heartbeat' && event.executionId === executionId).length

  async function statuses(ids: readonly string[]): Promise<string[]> {
    const ends = await Promise.all(ids.map((id) => platform.ended(id)))
    return [...new Set(ends.map(({ execution }) => execution.status))]
  }

  it(
    'the work of one that is killed waits again, and is done by another; nothing else is handed out twice',
    async () => {
      ledger.hold()
      const ids = await enqueue(9)
      const [killed, ...others] = startWorkers(3)
      if (!killed) throw new Error('none')
      const [lost, ...kept] = await Promise.all([killed, ...others].map(workOf))
      await expect.poll(() => ledger.began.size, { timeout: TIMEOUT_MS }).toBe(3)
      killed.child.kill('SIGKILL')
      await killed.finished
      for (let passed = 0; passed <= 60; passed += 10) {
        const before = kept.map(beatsOf)
        await expect
          .poll(() => kept.every((id, index) => beatsOf(id) > (before[index] ?? 0)), { timeout: TIMEOUT_MS })
          .toBe(true)
        await clock.advance(10_000)
      }
      ledger.release('nowhere')
      expect(await statuses(ids)).toEqual(['succeeded'])
      const begun = Array.from(ledger.began.values(), ({ length }) => length)
      expect(begun).toHaveLength(9)
      expect(begun.filter((times) => times > 1)).toEqual([2])
      const again = platform.events
        .flatMap((event) => (event.type === 'queued' ? [event.execution.executionId] : []))
        .slice(9)
      expect(again).toEqual([lost])
    },
    TIMEOUT_MS,
  )

  it(
    'one that is told to stop ends what it has, takes no more, and the others go on',
    async () => {
      ledger.hold()
      const first = await enqueue(2)
      const [leaving, staying] = startWorkers(2)
      if (!leaving || !staying) throw new Error('none')
      await Promise.all([leaving, staying].map(workOf))
      await expect.poll(() => ledger.began.size, { timeout: TIMEOUT_MS }).toBe(2)
      leaving.child.kill('SIGTERM')
      await leaving.said('SIGTERM')
      const later = await enqueue(3)
      ledger.release('nowhere')
      expect(await statuses([...first, ...later])).toEqual(['succeeded'])
      expect((await leaving.finished).code).toBe(0)
      expect(Array.from(ledger.began.values(), ({ length }) => length)).toEqual([1, 1, 1, 1, 1])
    },
    TIMEOUT_MS,
  )
})

/** The execution that a worker has in its hands, once it works on it. */
async function workOf(worker: Running): Promise<string> {
  await worker.said('working')
  const ids = worker.output.stdout.match(/las:transition-execution:[0-9a-f]{32}/g) ?? []
  return ids.at(-1) ?? ''
}
