import { expect, test } from 'vitest'
import { TransitionExecutionId, TransitionId } from '../../contract/index.ts'
import { VirtualClock } from '../../testing/virtual-clock.ts'
import { ephemeralKeyring } from '../access/keyring.ts'
import { openSqliteStore } from '../store/sqlite.ts'
import { createHistory } from './history.ts'
import type { ObservedCall } from './redact.ts'

const executionId = `las:transition-execution:${'0'.repeat(32)}`
const call: ObservedCall = {
  operation: 'models.get',
  method: 'GET',
  path: '/models/1',
  status: 200,
  answer: { modelId: '1' },
  durationMs: 5,
}

async function open() {
  const store = openSqliteStore(':memory:')
  const clock = new VirtualClock()
  const keyring = ephemeralKeyring()
  /** The history as another platform on the store has it. */
  const another = () => openHistory({ store, clock, keyring })
  return {
    history: another(),
    another,
    store,
    clock,
    [Symbol.asyncDispose]: () => store[Symbol.asyncDispose](),
  }
}

function openHistory(sources: Omit<Parameters<typeof createHistory>[0], 'onError'>) {
  return createHistory({
    ...sources,
    onError: (error) => {
      throw error
    },
  })
}

test('launch, heartbeats and calls are kept in their order, with their times', async () => {
  await using opened = await open()
  const { history, clock } = opened
  const at = clock.now()
  history.record({ type: 'launched', executionId })
  history.record({ type: 'heartbeat', executionId, body: { progress: 1 } })
  history.recordCall(executionId, call)
  expect(await history.of(executionId)).toEqual([
    { executionId, at, kind: 'launched' },
    { executionId, at, kind: 'heartbeat', body: { progress: 1 } },
    { executionId, at: at - 5, kind: 'call', ...call },
  ])
})

test('of many heartbeats ever fewer are kept, so that they never are too many', async () => {
  await using opened = await open()
  const { history } = opened
  for (let number = 1; number <= 10_000; number++)
    history.record({ type: 'heartbeat', executionId, body: { number } })
  const entries = await history.of(executionId)
  const numbers = entries.flatMap((entry) =>
    entry.kind === 'heartbeat' ? [Number(entry.body['number'])] : [],
  )
  expect(numbers.slice(0, 200)).toEqual(Array.from({ length: 200 }, (_, index) => index + 1))
  expect(numbers.length).toBeLessThan(1000)
  expect(numbers.at(-1)).toBeGreaterThan(9900)
})

test('calls are kept up to a number and a size, and how many more there were is told at the end', async () => {
  await using opened = await open()
  const { history } = opened
  for (let index = 0; index < 310; index++) history.recordCall(executionId, call)
  history.recordCall(executionId, { ...call, answer: { text: 'x'.repeat(2_000_000) } })
  const execution = {
    executionId: TransitionExecutionId.parse(executionId),
    transitionId: TransitionId.parse(`las:transition:${'0'.repeat(32)}`),
    status: 'succeeded',
    input: {},
    completedBy: null,
  } as const
  history.record({ type: 'ended', execution })
  const entries = await history.of(executionId)
  expect(entries.filter(({ kind }) => kind === 'call')).toHaveLength(300)
  expect(entries.at(-1)).toMatchObject({ kind: 'calls left out', count: 11 })
})

test('no secret is kept, and no content of a file', async () => {
  await using opened = await open()
  const { history } = opened
  const secrets = { data: { PASSWORD: 'hunter2-hunter2' }, name: 'of the ERP' }
  history.recordCall(executionId, { ...call, operation: 'secrets.create', body: secrets })
  const appClient = { clientId: 'a', clientSecret: 'very-secret-indeed', apiKey: 'key-to-the-api' }
  history.recordCall(executionId, { ...call, operation: 'appClients.create', answer: appClient })
  const document = { documentId: 'd', content: 'JVBERi0xLjc=' }
  history.recordCall(executionId, { ...call, operation: 'documents.get', answer: document })
  await history.hide(executionId, ['the-pin-of-the-erp'])
  history.recordCall(executionId, { ...call, body: { note: 'it is the-pin-of-the-erp' } })
  const kept = JSON.stringify(await history.of(executionId))
  expect(kept).not.toContain('the-pin')
  expect(kept).not.toMatch(/hunter2|very-secret|key-to-the-api|JVBERi/)
  expect(kept).toContain('of the ERP')
})

test('a secret is not kept of a call by another platform, nor after a restart; nor does its own entry show it', async () => {
  await using opened = await open()
  await opened.history.hide(executionId, ['the-pin-of-the-erp'])
  const other = opened.another()
  other.recordCall(executionId, { ...call, body: { note: 'it is the-pin-of-the-erp' } })
  other.record({ type: 'heartbeat', executionId, body: { progress: 'the-pin-of-the-erp' } })
  expect((await other.of(executionId)).map(({ kind }) => kind)).toEqual(['call', 'heartbeat'])
  expect(JSON.stringify(await opened.store.getHistory(executionId))).not.toContain('the-pin')
  expect(await other.secretsOf(executionId)).toEqual(['the-pin-of-the-erp'])
})

test('of a call whose secrets nobody knows any more nothing is kept', async () => {
  await using opened = await open()
  const { history, store } = opened
  const transitionId = TransitionId.parse(`las:transition:${'0'.repeat(32)}`)
  await store.insert('transitions', {
    transitionId,
    transitionType: 'docker',
    name: null,
    description: null,
    parameters: { imageUrl: 'image', environmentSecrets: [`las:secret:${'0'.repeat(32)}`] },
    timeoutInSeconds: 60,
    createdBy: null,
    createdTime: null,
    updatedBy: null,
    updatedTime: null,
  })
  const execution = {
    executionId: TransitionExecutionId.parse(executionId),
    transitionId,
    status: 'running',
    input: {},
    completedBy: null,
  } as const
  await store.insert('executions', { ...execution, logId: null, startTime: null, endTime: null, due: null })
  history.recordCall(executionId, call)
  history.record({ type: 'ended', execution: { ...execution, status: 'succeeded' } })
  expect(await history.of(executionId)).toMatchObject([{ kind: 'calls left out', count: 1 }])
})
