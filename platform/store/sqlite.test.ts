import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import * as fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import type { WorkflowExecution } from '../../contract/index.ts'
import { migrations } from './migrations.ts'
import { sqliteSql } from './sqlite-schema.ts'
import { openSqliteStore } from './sqlite.ts'
import type { Tables } from './store.ts'

const workflowId = 'las:workflow:1'
const statuses = ['running', 'succeeded', 'failed', 'retry'] as const

/** Few times, so that many rows share one. */
const times = fc.constantFrom(null, '2026-01-01T00:00:00.000Z', '2026-01-01T00:00:01.000Z')
const executions = fc.array(
  fc.record({ status: fc.constantFrom(...statuses), startTime: times, endTime: times }),
  { maxLength: 30 },
)
const queries = fc.record({
  status: fc.option(fc.subarray([...statuses], { minLength: 1 }), { nil: undefined }),
  sortBy: fc.constantFrom('startTime', 'endTime'),
  order: fc.constantFrom('ascending', 'descending'),
  limit: fc.integer({ min: 1, max: 7 }),
})

test('the pages of a list are what is wanted of a table, in order, each row once', async () => {
  await fc.assert(
    fc.asyncProperty(executions, queries, async (rows, { status, ...query }) => {
      await using store = openSqliteStore(':memory:')
      const inserted = rows.map((row, index) => ({ ...row, executionId: `${index}`, workflowId }))
      for (const row of inserted)
        await store.insert('workflowExecutions', row as unknown as WorkflowExecution)

      const found: string[] = []
      let nextToken: string | undefined
      do {
        const page = await store.list('workflowExecutions', {
          ...query,
          where: { workflowId, status },
          nextToken,
        })
        expect(page.rows.length).toBeLessThanOrEqual(query.limit)
        found.push(...page.rows.map(({ executionId }) => executionId))
        nextToken = page.nextToken ?? undefined
      } while (nextToken !== undefined)

      const sign = query.order === 'ascending' ? 1 : -1
      const time = (row: (typeof inserted)[number]) => row[query.sortBy] ?? ''
      const wanted = inserted
        .filter((row) => status?.includes(row.status) ?? true)
        .toSorted(
          (a, b) => sign * (time(a).localeCompare(time(b)) || Number(a.executionId) - Number(b.executionId)),
        )
      expect(found).toEqual(wanted.map(({ executionId }) => executionId))
      expect(await store.count('workflowExecutions', { workflowId, status })).toBe(wanted.length)
    }),
  )
})

test('a counter never gets over its limit', async () => {
  await using store = openSqliteStore(':memory:')
  expect(await store.getCounter('a')).toBe(0)
  expect(await store.addToCounter('a', 1, 0)).toBe(false)
  expect(await store.addToCounter('a', 2, 2)).toBe(true)
  expect(await store.addToCounter('a', 1, 2)).toBe(false)
  expect(await store.addToCounter('a', -1, 2)).toBe(true)
  expect(await store.getCounter('a')).toBe(1)
  expect(await store.getCounter('b')).toBe(0)
})

test('an id is taken once', async () => {
  await using store = openSqliteStore(':memory:')
  const prediction = {
    predictionId: 'a',
    documentId: 'b',
    modelId: 'c',
    predictions: [],
    inferenceTime: 0,
    timestamp: 1,
  }
  await store.insert('predictions', prediction)
  await expect(store.insert('predictions', prediction)).rejects.toThrow('UNIQUE')
})

const label = (name: string) => ({ label: name, value: '1' })

/** Three documents, two of them in the dataset `d`. */
function makeFirstSchema(path: string): void {
  using database = new DatabaseSync(path)
  database.exec(`${sqliteSql(migrations[0] ?? [])} PRAGMA user_version = 1;`)
  const insert = database.prepare('INSERT INTO documents (body) VALUES (?)')
  insert.run(JSON.stringify({ documentId: 'a', datasetId: 'd', groundTruth: [label('x'), label('x')] }))
  insert.run(JSON.stringify({ documentId: 'b', datasetId: 'd', groundTruth: [label('x'), label('y')] }))
  insert.run(JSON.stringify({ documentId: 'c', groundTruth: [label('x')] }))
}

test('a folder of the first schema is brought up to date with what it holds', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'test-'))
  await using stack = new AsyncDisposableStack()
  stack.defer(() => rm(folder, { recursive: true }))
  const path = join(folder, 'platform.sqlite')
  makeFirstSchema(path)
  const store = stack.use(openSqliteStore(path))
  expect(await store.countLabels('d')).toEqual({ documents: 2, labels: { x: 2, y: 1 } })
  await store.remove('documents', 'b')
  expect(await store.countLabels('d')).toEqual({ documents: 1, labels: { x: 1 } })
  await store.update('documents', 'a', (row) => ({ ...row, datasetId: 'e' }))
  expect(await store.countLabels('d')).toEqual({ documents: 0, labels: {} })
  expect(await store.countLabels('e')).toEqual({ documents: 1, labels: { x: 1 } })
})

const execution = (letter: string): Tables['executions'] => ({
  executionId: `las:transition-execution:${letter.repeat(32)}`,
  transitionId: `las:transition:${'0'.repeat(32)}`,
  status: 'running',
  input: {},
  startTime: null,
  endTime: null,
  completedBy: null,
  logId: null,
  due: null,
})

describe('several changes', () => {
  const [a, b] = [execution('a'), execution('b')]
  const logId = `las:log:${'0'.repeat(32)}`

  it('are made together', async () => {
    await using store = openSqliteStore(':memory:')
    await store.insert('executions', a)
    const isMade = await store.commit([
      { insert: 'executions', row: b },
      { update: 'executions', id: b.executionId, to: (row) => ({ ...row, input: { seen: true } }) },
      { remove: 'executions', id: a.executionId },
      { append: logId, events: [{ message: 'one' }, { message: 'two' }] },
    ])
    expect(isMade).toBe(true)
    expect(await store.get('executions', a.executionId)).toBeUndefined()
    expect(await store.get('executions', b.executionId)).toMatchObject({ input: { seen: true } })
    expect(await store.getEvents(logId)).toEqual([{ message: 'one' }, { message: 'two' }])
  })

  it.each([
    ['leaves its row', a.executionId],
    ['finds no row', b.executionId],
  ])('are none if an update %s', async (_, id) => {
    await using store = openSqliteStore(':memory:')
    await store.insert('executions', a)
    const isMade = await store.commit([
      { append: logId, events: [{ message: 'one' }] },
      { remove: 'executions', id: a.executionId },
      { insert: 'executions', row: a },
      { update: 'executions', id, to: () => undefined },
    ])
    expect(isMade).toBe(false)
    expect(await store.getEvents(logId)).toEqual([])
    expect(await store.count('executions')).toBe(1)
  })

  it('are none if one of them fails', async () => {
    await using store = openSqliteStore(':memory:')
    await store.insert('executions', a)
    await expect(
      store.commit([
        { insert: 'executions', row: b },
        { insert: 'executions', row: a },
      ]),
    ).rejects.toThrow('UNIQUE')
    expect(await store.count('executions')).toBe(1)
  })
})
