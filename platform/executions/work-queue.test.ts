import { expect, test } from 'vitest'
import { openPlatform, type EmbeddedPlatform } from '../../test/support/embedded-platform.ts'
import type { PlatformEvent } from '../index.ts'

const SECOND = 1000

async function withQueue({ platform, client }: EmbeddedPlatform, timeoutInSeconds = 1800) {
  const { transitionId } = await client.transitions.create({ transitionType: 'manual', timeoutInSeconds })
  const { executions } = client.transitions
  return {
    transitionId,
    enqueue: (input: Record<string, unknown> = {}) => platform.enqueue(transitionId, input),
    claim: () => executions.create(transitionId),
    get: (executionId: string) => executions.get(transitionId, executionId),
    beat: (executionId: string) => executions.heartbeats.create(transitionId, executionId, {}),
    update: (executionId: string, body: Parameters<typeof executions.update>[2]) =>
      executions.update(transitionId, executionId, body),
    list: (query: Parameters<typeof executions.list>[1]) => executions.list(transitionId, query),
  }
}

test('queued work is running, but has no start', async () => {
  await using opened = await openPlatform()
  const { enqueue, get, list } = await withQueue(opened)
  const { executionId } = await enqueue({ a: 1 })
  const waiting = { status: 'running', input: { a: 1 }, startTime: null, endTime: null, logId: null }
  expect(await get(executionId)).toMatchObject(waiting)
  expect((await list({ status: ['running'] })).executions).toMatchObject([waiting])
  // However long: nobody has promised to come.
  await opened.clock.advance(3600 * SECOND)
  expect(await get(executionId)).toMatchObject(waiting)
})

test('work is claimed first in, first out, and starts then', async () => {
  await using opened = await openPlatform()
  const { enqueue, claim } = await withQueue(opened)
  const ids = [await enqueue({ n: 1 }), await enqueue({ n: 2 })].map(({ executionId }) => executionId)
  await opened.clock.advance(5 * SECOND)
  const startTime = '2026-01-01T00:00:05.000Z'
  expect(await claim()).toMatchObject({ executionId: ids[0], status: 'running', input: { n: 1 }, startTime })
  expect(await claim()).toMatchObject({ executionId: ids[1], status: 'running', input: { n: 2 }, startTime })
})

test('a claim from an empty queue answers 404, and says so', async () => {
  await using opened = await openPlatform()
  const { transitionId, enqueue, claim } = await withQueue(opened)
  const nothing = { status: 404, apiMessage: `There is no queued execution of ${transitionId}` }
  await expect(claim()).rejects.toMatchObject(nothing)
  await enqueue()
  await claim()
  await expect(claim()).rejects.toMatchObject(nothing)
})

test('no two claimants get the same, however many come at once', async () => {
  await using opened = await openPlatform()
  const { enqueue, claim } = await withQueue(opened)
  const ids: string[] = []
  for (let made = 0; made < 50; made += 1) ids.push((await enqueue()).executionId)
  const claimed = await Promise.allSettled(Array.from({ length: 80 }, claim))
  const got = claimed.flatMap((one) => (one.status === 'fulfilled' ? [one.value.executionId] : []))
  expect(got).toHaveLength(50)
  expect(new Set(got)).toEqual(new Set(ids))
})

test('each transition has a queue of its own', async () => {
  await using opened = await openPlatform()
  const [one, other] = [await withQueue(opened), await withQueue(opened)]
  const { executionId } = await one.enqueue()
  await expect(other.claim()).rejects.toMatchObject({ status: 404 })
  expect(await one.claim()).toMatchObject({ executionId })
})

test('heartbeats keep a claim; 60 seconds after the last the work is requeued, before later work', async () => {
  await using opened = await openPlatform()
  const { enqueue, claim, get, beat } = await withQueue(opened)
  const { executionId } = await enqueue({ n: 1 })
  const later = await enqueue({ n: 2 })
  await claim()
  for (let beats = 0; beats < 4; beats += 1) {
    await opened.clock.advance(50 * SECOND)
    await beat(executionId)
  }
  await opened.clock.advance(59 * SECOND)
  expect(await get(executionId)).toMatchObject({ startTime: '2026-01-01T00:00:00.000Z' })
  await opened.clock.advance(2 * SECOND)
  expect(await get(executionId)).toMatchObject({ status: 'running', startTime: null })

  const refusal = { status: 400, apiMessage: expect.stringContaining('is queued: claim it') }
  await expect(beat(executionId)).rejects.toMatchObject(refusal)
  expect(await claim()).toMatchObject({ executionId })
  expect(await claim()).toMatchObject({ executionId: later.executionId })
})

test('nobody can end work that they have not claimed, or not any more', async () => {
  await using opened = await openPlatform()
  const { enqueue, claim, update } = await withQueue(opened)
  const { executionId } = await enqueue()
  const outcome = { status: 'succeeded', output: {} } as const
  const refusal = { status: 400, apiMessage: expect.stringContaining('is queued: claim it') }
  await expect(update(executionId, outcome)).rejects.toMatchObject(refusal)
  await claim()
  await opened.clock.advance(61 * SECOND)
  await expect(update(executionId, outcome)).rejects.toMatchObject(refusal)
})

test("a claim ends with the transition's timeoutInSeconds, too", async () => {
  await using opened = await openPlatform()
  const { enqueue, claim, get, beat } = await withQueue(opened, 60)
  const { executionId } = await enqueue()
  await claim()
  await opened.clock.advance(40 * SECOND)
  await beat(executionId)
  await opened.clock.advance(21 * SECOND)
  expect(await get(executionId)).toMatchObject({ status: 'running', startTime: null })
})

test.each(['succeeded', 'failed', 'rejected', 'retry'] as const)(
  'it ends as %s, is not claimed again, and says who ended it',
  async (status) => {
    await using opened = await openPlatform()
    const { enqueue, claim, update } = await withQueue(opened)
    const { executionId } = await enqueue()
    await claim()
    const outcome = status === 'succeeded' ? { output: { ok: true } } : { error: { message: 'no' } }
    const by = opened.platform.appClient.appClientId
    expect(await update(executionId, { status, ...outcome })).toMatchObject({ status, completedBy: by })
    await opened.clock.advance(120 * SECOND)
    await expect(claim()).rejects.toMatchObject({ status: 404 })
  },
)

test('events say when work is queued, claimed, requeued and ended', async () => {
  const events: PlatformEvent[] = []
  await using opened = await openPlatform({ onEvent: (event) => events.push(event) })
  const { enqueue, claim, update } = await withQueue(opened)
  const { executionId } = await enqueue()
  await claim()
  await opened.clock.advance(61 * SECOND)
  await claim()
  await update(executionId, { status: 'succeeded', output: {} })
  expect(events.map(({ type }) => type)).toEqual(['queued', 'started', 'queued', 'started', 'ended'])
})

test('work of an unknown transition is refused', async () => {
  await using opened = await openPlatform()
  const unknown = `las:transition:${'0'.repeat(32)}`
  await expect(opened.platform.enqueue(unknown, {})).rejects.toThrow(`There is no transition ${unknown}`)
})
