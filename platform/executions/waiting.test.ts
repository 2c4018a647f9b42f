import { expect, test } from 'vitest'
import { openPlatform, type EmbeddedPlatform } from '../../test/support/embedded-platform.ts'
import { createPlatform } from '../platform.ts'
import { serve } from '../serve.ts'
import { openSqliteStore } from '../store/sqlite.ts'
import type { Store } from '../store/store.ts'
import type { ExecutionRow } from '../store/tables.ts'
import { VirtualClock } from '../../testing/virtual-clock.ts'
import { createWorkQueue } from './work-queue.ts'

const SECOND = 1000

/** A platform that listens, with a queue, and claims as workers make them. */
async function open() {
  const stack = new AsyncDisposableStack()
  const opened: EmbeddedPlatform = stack.use(await openPlatform())
  const { url } = stack.use(await serve(opened.platform, { port: 0 }))
  const { transitionId } = await opened.client.transitions.create({ transitionType: 'manual' })
  async function claim(
    wait: number | undefined,
    { signal, apiKey }: { signal?: AbortSignal; apiKey?: string } = {},
  ) {
    const response = await fetch(`${url}/v1/transitions/${transitionId}/executions`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-api-key': apiKey ?? opened.platform.appClient.apiKey,
        ...(wait !== undefined && { prefer: `respond-async, wait=${wait}` }),
      },
      body: '{}',
      ...(signal && { signal }),
    })
    const { executionId } = (await response.json()) as { executionId?: string }
    return executionId ?? response.status
  }
  const enqueue = async () => (await opened.platform.enqueue(transitionId, {})).executionId
  /** Resolves once so many wait, beside the platform's own watches. */
  const atRest = opened.clock.sleepers
  async function waiting(count: number): Promise<void> {
    while (opened.clock.sleepers !== atRest + count) await new Promise((resolve) => setImmediate(resolve))
  }
  return {
    ...opened,
    claim,
    enqueue,
    waiting,
    transitionId,
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  }
}

test('a claimant who waits gets what is queued when it is queued; one who does not is answered at once', async () => {
  await using opened = await open()
  expect(await opened.claim(undefined)).toBe(404)
  const claimed = opened.claim(10)
  await opened.waiting(1)
  expect(await opened.enqueue()).toBe(await claimed)
})

test('what is queued already is not waited for, and a wait of nothing is none', async () => {
  await using opened = await open()
  const executionId = await opened.enqueue()
  expect(await opened.claim(10)).toBe(executionId)
  expect(await opened.claim(0)).toBe(404)
})

test('a wait ends after its time, and is never longer than 20 seconds', async () => {
  await using opened = await open()
  const [short, long] = [opened.claim(5), opened.claim(3600)]
  await opened.waiting(2)
  await opened.clock.advance(5 * SECOND)
  expect(await short).toBe(404)
  await opened.clock.advance(15 * SECOND)
  expect(await long).toBe(404)
})

test('each piece of work goes to one of those who wait; the others go on waiting', async () => {
  await using opened = await open()
  const claims = [opened.claim(20), opened.claim(20), opened.claim(20)]
  await opened.waiting(3)
  const ids = [await opened.enqueue(), await opened.enqueue()]
  await opened.waiting(1)
  await opened.clock.advance(20 * SECOND)
  expect(new Set(await Promise.all(claims))).toEqual(new Set([...ids, 404]))
})

test('work that is requeued is handed out like new work', async () => {
  await using opened = await open()
  const executionId = await opened.enqueue()
  expect(await opened.claim(10)).toBe(executionId)
  await opened.clock.advance(55 * SECOND)
  const again = opened.claim(20)
  await opened.waiting(1)
  await opened.clock.advance(10 * SECOND)
  expect(await again).toBe(executionId)
})

test('a connection that is closed waits no more: its work goes to another one', async () => {
  await using opened = await open()
  const gone = new AbortController()
  const first = opened.claim(20, { signal: gone.signal })
  await opened.waiting(1)
  const second = opened.claim(20)
  await opened.waiting(2)
  gone.abort()
  await expect(first).rejects.toThrow('aborted')
  await opened.waiting(1)
  expect(await opened.enqueue()).toBe(await second)
})

test("the platform's end answers those who wait at once", async () => {
  const clock = new VirtualClock()
  const platform = await createPlatform({ clock })
  await using server = await serve(platform, { port: 0 })
  const manual = { transitionType: 'manual' }
  const call = (path: string, body: object, prefer = '') =>
    fetch(`${server.apiEndpoint}/transitions${path}`, {
      method: 'POST',
      headers: { 'x-api-key': platform.appClient.apiKey, 'content-type': 'application/json', prefer },
      body: JSON.stringify(body),
    })
  const { transitionId } = (await (await call('', manual)).json()) as { transitionId: string }
  const atRest = clock.sleepers
  const claimed = call(`/${transitionId}/executions`, {}, 'wait=20')
  while (clock.sleepers === atRest) await new Promise((resolve) => setImmediate(resolve))
  await platform[Symbol.asyncDispose]()
  expect((await claimed).status).toBe(404)
})

test('an app client that is deleted meanwhile gets nothing', async () => {
  await using opened = await open()
  const { appClientId, apiKey } = await opened.client.appClients.create({ name: 'worker' })
  const claimed = opened.claim(20, { apiKey: String(apiKey) })
  await opened.waiting(1)
  await opened.client.appClients.delete(appClientId)
  const executionId = await opened.enqueue()
  expect(await claimed).toBe(404)
  expect(await opened.claim(undefined)).toBe(executionId)
})

test('what is claimed for a connection that was closed meanwhile is released', async () => {
  await using sqlite = openSqliteStore(':memory:')
  const gone = new AbortController()
  const store: Store = {
    ...sqlite,
    updateFirst: async (...given) => {
      gone.abort()
      return sqlite.updateFirst(...given)
    },
  }
  const row = {
    executionId: 'e',
    transitionId: 't',
    queue: 't',
    status: 'running',
  } as unknown as ExecutionRow
  await sqlite.insert('executions', row)
  const queue = createWorkQueue({
    store,
    clock: new VirtualClock(),
    change: async (execution, changes) =>
      sqlite.update(
        'executions',
        typeof execution === 'string' ? execution : execution.executionId,
        (before) => ({ ...before, ...changes(before) }),
      ),
    onClaimed: () => undefined,
  })
  const transition = { transitionId: 't', timeoutInSeconds: 60 } as unknown as Parameters<
    typeof queue.claim
  >[0]
  const wait = { ms: 1000, signal: gone.signal, isAllowed: async () => true }
  expect(await queue.claim(transition, undefined, wait)).toBeUndefined()
  expect(await sqlite.count('executions', { queue: 't' as ExecutionRow['transitionId'] })).toBe(1)
})
