import { DatabaseSync } from 'node:sqlite'
import { expect, test } from 'vitest'
import { migrations } from './migrations.ts'
import { sqliteSql } from './sqlite-schema.ts'
import { mergePage, selectCount, selectPage, type Found, type Statement } from './select.ts'

const database = new DatabaseSync(':memory:')
for (const step of migrations) database.exec(sqliteSql(step))

/** How SQLite means to answer. */
function plan({ text, values }: Statement): string[] {
  const rows = database.prepare(`EXPLAIN QUERY PLAN ${text}`).all(...values)
  return rows.map(({ detail }) => String(detail))
}

const transitionId = 'las:transition:00000000000000000000000000000000'
const token = Buffer.from('["2026-01-01T00:00:00.000Z",7]').toString('base64url')
const byInsertion = Buffer.from('[7,7]').toString('base64url')
const latest = { sortBy: 'startTime', order: 'descending', limit: 100 } as const

/** Lists that may be long. */
const lists = {
  'executions of a transition': selectPage('executions', { ...latest, where: { transitionId } }),
  'executions by end': selectPage('executions', { ...latest, where: { transitionId }, sortBy: 'endTime' }),
  'executions of a status': selectPage('executions', { ...latest, where: { transitionId, status: 'retry' } }),
  'executions of statuses by end': selectPage('executions', {
    where: { transitionId, status: ['retry', 'failed'] },
    sortBy: 'endTime',
    limit: 100,
  }),
  'a page deep in executions': selectPage('executions', {
    ...latest,
    where: { transitionId },
    nextToken: token,
  }),
  'a page deep in executions of statuses': selectPage('executions', {
    ...latest,
    where: { transitionId, status: ['retry', 'failed'] },
    nextToken: token,
  }),
  'executions of a workflow': selectPage('workflowExecutions', { ...latest, where: { workflowId: 'a' } }),
  'logs of a transition': selectPage('logs', { ...latest, where: { transitionId } }),
  'logs of an execution': selectPage('logs', { ...latest, where: { transitionExecutionId: 'a' } }),
  'all logs': selectPage('logs', latest),
  'documents of a dataset': selectPage('documents', { where: { datasetId: 'a' }, limit: 100 }),
  'a page deep in documents of datasets': selectPage('documents', {
    where: { datasetId: ['a', 'b'] },
    limit: 100,
    nextToken: byInsertion,
  }),
  'data bundles of a status': selectPage('dataBundles', {
    where: { modelId: 'a', status: 'ready' },
    limit: 1,
  }),
}

test.each(Object.entries(lists))('%s come out of an index in order', (_, statements) => {
  for (const statement of statements) {
    const details = plan(statement)
    expect(details).toHaveLength(1)
    expect(details[0]).toMatch(/^(SEARCH|SCAN) \w+ USING INDEX/)
  }
})

test('a page deep in a list starts where the last one ended', () => {
  expect(lists['a page deep in executions'].map((statement) => plan(statement)[0])).toEqual([
    expect.stringContaining('(transitionId=? AND startTime=? AND sequence<?)'),
    expect.stringContaining('(transitionId=? AND startTime<?)'),
  ])
  expect(selectPage('documents', { limit: 100, nextToken: byInsertion }).flatMap(plan)).toEqual([
    'SEARCH documents USING INTEGER PRIMARY KEY (rowid>?)',
  ])
})

test('counting reads no other rows than those it counts', () => {
  expect(selectCount('workflowExecutions', { workflowId: 'a', status: 'running' }).flatMap(plan)).toEqual([
    expect.stringContaining('(workflowId=? AND status=?)'),
  ])
})

test('several values become one statement each, and no value more than one', () => {
  const where = { transitionId, status: ['retry', 'failed', 'retry'] }
  expect(selectPage('executions', { where, limit: 10 }).map(({ values }) => values)).toEqual([
    [transitionId, 'retry', 11],
    [transitionId, 'failed', 11],
  ])
})

function row(key: string, sequence: number): Found {
  return { data: '', key, sequence }
}

test('what the statements find is merged in order, and the rest is left for the next page', () => {
  const found = [row('b', 2), row('d', 1), row('a', 9), row('b', 3)]
  const { page, nextToken } = mergePage(found, { limit: 3 })
  expect(page.map(({ sequence }) => sequence)).toEqual([9, 2, 3])
  expect(Buffer.from(String(nextToken), 'base64url').toString()).toBe('["b",3]')
  expect(mergePage(found, { limit: 4, order: 'descending' })).toEqual({
    page: [row('d', 1), row('b', 3), row('b', 2), row('a', 9)],
    nextToken: null,
  })
})

test.each(['', 'a', 'W10', 'WzFd', 'bnVsbA'])('the token %j is none that a page gave', (nextToken) => {
  expect(() => selectPage('logs', { limit: 1, nextToken })).toThrow('nextToken: expected one that a list')
})
