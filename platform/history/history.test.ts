import { expect, test } from 'vitest'
import { TransitionExecutionId, TransitionId } from '../../contract/index.ts'
import { VirtualClock } from '../../testing/virtual-clock.ts'
import { openSqliteStore } from '../store/sqlite.ts'
import { createHistory } from './history.ts'
import type { ObservedCall } from './traffic.ts'

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
  const history = createHistory({
    store,
    clock,
    onError: (error) => {
      throw error
    },
  })
  return { history, clock, [Symbol.asyncDispose]: () => store[Symbol.asyncDispose]() }
}

test('launch, heartbeats and calls are kept in their order, with their times', async () => {
  await using opened = await open()
  const { history, clock } = opened
  const at = clock.now()
  history.note({ type: 'launched', executionId })
  history.note({ type: 'heartbeat', executionId, body: { progress: 1 } })
  history.noteCall(executionId, call)
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
    history.note({ type: 'heartbeat', executionId, body: { number } })
  const notes = await history.of(executionId)
  const numbers = notes.flatMap((note) => (note.kind === 'heartbeat' ? [Number(note.body['number'])] : []))
  expect(numbers.slice(0, 200)).toEqual(Array.from({ length: 200 }, (_, index) => index + 1))
  expect(numbers.length).toBeLessThan(1000)
  expect(numbers.at(-1)).toBeGreaterThan(9900)
})

test('calls are kept up to a number and a size, and how many more there were is told at the end', async () => {
  await using opened = await open()
  const { history } = opened
  for (let index = 0; index < 310; index++) history.noteCall(executionId, call)
  history.noteCall(executionId, { ...call, answer: { text: 'x'.repeat(2_000_000) } })
  const execution = {
    executionId: TransitionExecutionId.parse(executionId),
    transitionId: TransitionId.parse(`las:transition:${'0'.repeat(32)}`),
    status: 'succeeded',
    input: {},
    completedBy: null,
  } as const
  history.note({ type: 'ended', execution })
  const notes = await history.of(executionId)
  expect(notes.filter(({ kind }) => kind === 'call')).toHaveLength(300)
  expect(notes.at(-1)).toMatchObject({ kind: 'calls left out', count: 11 })
})

test('no secret is kept, and no content of a file', async () => {
  await using opened = await open()
  const { history } = opened
  const secrets = { data: { PASSWORD: 'hunter2-hunter2' }, name: 'of the ERP' }
  history.noteCall(executionId, { ...call, operation: 'secrets.create', body: secrets })
  const appClient = { clientId: 'a', clientSecret: 'very-secret-indeed', apiKey: 'key-to-the-api' }
  history.noteCall(executionId, { ...call, operation: 'appClients.create', answer: appClient })
  const document = { documentId: 'd', content: 'JVBERi0xLjc=' }
  history.noteCall(executionId, { ...call, operation: 'documents.get', answer: document })
  history.hide(executionId, ['the-pin-of-the-erp'])
  history.noteCall(executionId, { ...call, body: { note: 'it is the-pin-of-the-erp' } })
  const kept = JSON.stringify(await history.of(executionId))
  expect(kept).not.toContain('the-pin')
  expect(kept).not.toMatch(/hunter2|very-secret|key-to-the-api|JVBERi/)
  expect(kept).toContain('of the ERP')
})
