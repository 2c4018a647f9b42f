// What every store does, whatever keeps its rows.
import * as fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { propertyOf } from '../../test/support/property.ts'
import { kindsOfStores, START_MS, type Stores } from '../../test/support/stores.ts'
import type { Store, Tables } from './store.ts'

const { numRuns, seeds } = propertyOf(100)

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

let made = 0
/** An id that no other test has. */
function newId(kind: string): string {
  made += 1
  return `las:${kind}:${made.toString(16).padStart(32, '0')}`
}

function newExecution(fields: Partial<Tables['executions']> = {}): Tables['executions'] {
  return {
    executionId: newId('transition-execution'),
    transitionId: newId('transition'),
    status: 'running',
    input: {},
    startTime: null,
    endTime: null,
    completedBy: null,
    logId: null,
    due: null,
    ...fields,
  }
}

function newDocument(fields: Partial<Tables['documents']> = {}): Tables['documents'] {
  return {
    documentId: newId('document'),
    contentType: 'application/pdf',
    due: Number.MAX_SAFE_INTEGER,
    createdBy: null,
    createdTime: null,
    updatedBy: null,
    updatedTime: null,
    ...fields,
  } as Tables['documents']
}

/** Adds one to its count. */
const add = ({ executionId }: Tables['executions']) =>
  ({
    update: 'executions',
    id: executionId,
    to: (row: Tables['executions']) => ({ ...row, input: { count: Number(row.input?.['count']) + 1 } }),
  }) as const

const label = (name: string) => ({ label: name, value: '1' })

for (const { name, skip, start } of kindsOfStores)
  describe.skipIf(skip)(`on ${name}`, () => {
    let stores: Stores
    let store: Store
    beforeAll(async () => {
      stores = await start()
      store = await stores.open()
    }, START_MS)
    afterAll(async () => {
      await store?.[Symbol.asyncDispose]()
      await stores?.[Symbol.asyncDispose]()
    })
    test.each(seeds)(
      'the pages of a list are what is wanted of a table, in order, each row once (seed %i)',
      async (seed) => {
        await fc.assert(
          fc.asyncProperty(executions, queries, async (rows, { status, ...query }) => {
            const workflowId = newId('workflow')
            const inserted = rows.map((row) => ({
              ...row,
              executionId: newId('workflow-execution'),
              workflowId,
            }))
            for (const row of inserted)
              await store.insert('workflowExecutions', row as unknown as Tables['workflowExecutions'])

            const found: string[] = []
            let nextToken: string | undefined
            do {
              const where = { workflowId, status }
              const page = await store.list('workflowExecutions', { ...query, where, nextToken })
              expect(page.rows.length).toBeLessThanOrEqual(query.limit)
              found.push(...page.rows.map(({ executionId }) => executionId))
              nextToken = page.nextToken ?? undefined
            } while (nextToken !== undefined)

            const sign = query.order === 'ascending' ? 1 : -1
            const time = (row: (typeof inserted)[number]) => row[query.sortBy] ?? ''
            const wanted = inserted
              .filter((row) => status?.includes(row.status) ?? true)
              .toSorted(
                (a, b) =>
                  sign * (time(a).localeCompare(time(b)) || a.executionId.localeCompare(b.executionId)),
              )
            expect(found).toEqual(wanted.map(({ executionId }) => executionId))
            expect(await store.count('workflowExecutions', { workflowId, status })).toBe(wanted.length)
          }),
          { numRuns, seed },
        )
      },
    )

    test('pages in the order of insertion follow each other', async () => {
      const transitionType = 'manual'
      const ids = Array.from({ length: 11 }, () => newId('transition'))
      for (const transitionId of ids)
        await store.insert('transitions', { transitionId, transitionType } as Tables['transitions'])
      const first = await store.list('transitions', { where: { transitionType }, limit: 9 })
      const nextToken = String(first.nextToken)
      const second = await store.list('transitions', { where: { transitionType }, limit: 9, nextToken })
      expect([...first.rows, ...second.rows].map((row) => row.transitionId)).toEqual(ids)
      expect(second.nextToken).toBeNull()
    })

    test('a counter never gets over its limit', async () => {
      expect(await store.getCounter('a')).toBe(0)
      expect(await store.addToCounter('a', 1, 0)).toBe(false)
      expect(await store.addToCounter('a', 2, 2)).toBe(true)
      expect(await store.addToCounter('a', 1, 2)).toBe(false)
      expect(await store.addToCounter('a', -1, 2)).toBe(true)
      expect(await store.getCounter('a')).toBe(1)
      expect(await store.getCounter('b')).toBe(0)
      const added = await Promise.all(Array.from({ length: 20 }, () => store.addToCounter('c', 1, 7)))
      expect(added.filter(Boolean)).toHaveLength(7)
    })

    test('an id is taken once', async () => {
      const execution = newExecution()
      await store.insert('executions', execution)
      await expect(store.insert('executions', execution)).rejects.toThrow(/unique/i)
    })

    test('a row comes back to the letter, whatever JSON allows in it', async () => {
      const input = {
        z: 'a\0b',
        a: '\u{D800}',
        '\\u0000': '\\',
        'deep\0': [{ b: 1e300, a: -0.5 }],
        '1': null,
      }
      const execution = newExecution({ input, status: 'succeeded' })
      const { executionId, transitionId } = execution
      await store.insert('executions', execution)
      expect(JSON.stringify(await store.get('executions', executionId))).toBe(JSON.stringify(execution))
      const where = { transitionId, status: 'succeeded' } as const
      const { rows } = await store.list('executions', { where, limit: 2, sortBy: 'startTime' })
      expect(rows).toEqual([execution])
    })

    test('what cannot be found is not found', async () => {
      expect(await store.get('executions', 'a\0b')).toBeUndefined()
      expect(await store.count('users', { email: 'a\0b' })).toBe(0)
      expect(await store.remove('users', newId('user'))).toBeUndefined()
      expect(await store.update('users', newId('user'), (row) => row)).toBeUndefined()
      expect(await store.getContent(newId('document'))).toBeUndefined()
      expect(await store.getEvents(newId('log'))).toEqual([])
    })

    test('changes of one row at the same time are all made', async () => {
      const { executionId, ...row } = newExecution({ input: { count: 0 } })
      await store.insert('executions', { executionId, ...row })
      const { to } = add({ executionId, ...row })
      await Promise.all(Array.from({ length: 30 }, () => store.update('executions', executionId, to)))
      expect(await store.get('executions', executionId)).toMatchObject({ input: { count: 30 } })
    })

    test('the first of several rows is changed, and of those who want one each another gets it', async () => {
      const queue = newId('transition') as Tables['executions']['transitionId']
      const take = () =>
        store.updateFirst('executions', 'queue', queue, { queue: null, completedBy: 'taken' })
      expect(await take()).toBeUndefined()
      const rows = Array.from({ length: 30 }, () => newExecution({ queue }))
      for (const row of rows) await store.insert('executions', row)
      const first = await take()
      expect(first).toEqual({ ...rows[0], queue: null, completedBy: 'taken' })
      expect(await store.get('executions', first?.executionId ?? '')).toEqual(first)

      const others = await Promise.all(Array.from({ length: 40 }, take))
      const ids = others.flatMap((row) => (row ? [row.executionId] : []))
      expect(ids.toSorted()).toEqual(
        rows
          .slice(1)
          .map(({ executionId }) => executionId)
          .toSorted(),
      )
      expect(await store.count('executions', { queue })).toBe(0)
    })

    test('content is kept with its row, changed with it, and goes with it', async () => {
      const document = newDocument()
      const { documentId } = document
      await store.insert('documents', document, Uint8Array.of(0, 1, 255))
      expect(await store.getContent(documentId)).toEqual(Uint8Array.of(0, 1, 255))
      expect(await store.update('documents', documentId, (row) => row, Uint8Array.of(7))).toEqual(document)
      expect(await store.getContent(documentId)).toEqual(Uint8Array.of(7))
      await store.update('documents', documentId, () => undefined, Uint8Array.of(8))
      expect(await store.getContent(documentId)).toEqual(Uint8Array.of(7))
      expect(await store.remove('documents', documentId)).toEqual(document)
      expect(await store.getContent(documentId)).toBeUndefined()
    })

    test('events and history come back in their order, to the letter', async () => {
      const [logId, executionId] = [newId('log'), newId('transition-execution')]
      const events = ['one', 'a\0b', '\u{D800}', '\\u0000'].map((message) => ({ timestamp: 1, message }))
      await store.appendEvents(logId, events.slice(0, 3))
      await store.appendEvents(logId, events.slice(3))
      expect(await store.getEvents(logId)).toEqual(events)
      const entries = events.map(
        ({ message }, at) => ({ kind: 'heartbeat', executionId, at, body: { message } }) as const,
      )
      await store.appendHistory(entries)
      expect(await store.getHistory(executionId)).toEqual(entries)
    })

    test('thousands of events are read whole, and the newest of them up to a size, while others get their turn', async () => {
      const logId = newId('log')
      const events = Array.from({ length: 3500 }, (_, n) => ({ message: `event ${n}` }))
      await store.appendEvents(logId, events)
      await store.appendEvents(newId('log'), [{ message: 'of another log' }])
      let [turns, isCounting] = [0, true]
      setImmediate(function count() {
        turns += 1
        if (isCounting) setImmediate(count)
      })
      expect(await store.getEvents(logId)).toEqual(events)
      const size = Buffer.byteLength(JSON.stringify(events.at(-1)))
      const newest = await store.getNewestEvents(logId, 2000 * size + 1)
      expect(newest).toMatchObject({ events: events.slice(-2000), omitted: 1500 })
      const older = await store.getNewestEvents(logId, 1e9, newest.first)
      expect(older).toMatchObject({ events: events.slice(0, 1500), omitted: 0 })
      isCounting = false
      expect(turns).toBeGreaterThan(2)
    })

    test('the longest overdue come first', async () => {
      const dues = [3, 1, 2, 9].map((due) => newExecution({ due }))
      for (const row of dues) await store.insert('executions', row)
      expect((await store.overdue('executions', 3, 2)).map(({ due }) => due)).toEqual([1, 2])
      for (const { executionId } of dues) await store.remove('executions', executionId)
    })

    test('the documents and labels of a dataset are counted as they come, change and go', async () => {
      const [from, to] = [newId('dataset'), newId('dataset')]
      const documents = ['x', 'y', 'x'].map((name) =>
        newDocument({ datasetId: from, groundTruth: [label(name), label(name), label('all')] }),
      )
      for (const row of documents) await store.insert('documents', row)
      expect(await store.countLabels(from)).toEqual({ documents: 3, labels: { all: 3, x: 2, y: 1 } })
      const [first, second] = documents.map(({ documentId }) => documentId)
      await store.remove('documents', String(first))
      await store.update('documents', String(second), (row) => ({ ...row, datasetId: to }))
      expect(await store.countLabels(from)).toEqual({ documents: 1, labels: { all: 1, x: 1 } })
      expect(await store.countLabels(to)).toEqual({ documents: 1, labels: { all: 1, y: 1 } })
    })

    test('documents that move between datasets at the same time are counted right', async () => {
      const datasets = [newId('dataset'), newId('dataset')]
      const documents = Array.from({ length: 12 }, (_, index) =>
        newDocument({ datasetId: datasets[index % 2], groundTruth: ['a', 'b', 'c'].map(label) }),
      )
      for (const row of documents) await store.insert('documents', row)
      const move = ({ documentId }: Tables['documents'], index: number) =>
        store.update('documents', documentId, (row) => ({ ...row, datasetId: datasets[(index + 1) % 2] }))
      for (const by of [0, 1, 0]) await Promise.all(documents.map((row, index) => move(row, index + by)))
      const expected = { documents: 6, labels: { a: 6, b: 6, c: 6 } }
      expect(await Promise.all(datasets.map((id) => store.countLabels(id)))).toEqual([expected, expected])
    })

    test('a change of a row that was read before is made of the row as it is by then', async () => {
      const row = newExecution({ input: { count: 0 } })
      await store.insert('executions', row)
      const seen = await store.get('executions', row.executionId)
      const change = { ...add(row), ...(seen && { seen }) }
      expect(await store.commit([change])).toBe(true)
      expect(await store.commit([change])).toBe(true)
      expect(await store.get('executions', row.executionId)).toMatchObject({ input: { count: 2 } })
      await store.remove('executions', row.executionId)
      expect(await store.commit([change])).toBe(false)
    })

    test('fields that are set of the first row are those that it comes back with, and is found by', async () => {
      const queue = newId('transition') as Tables['executions']['transitionId']
      const row = newExecution({ queue, input: { 'a\0': '}' } })
      await store.insert('executions', row)
      const fields = { queue: null, due: 5, startTime: 'now', input: { b: '\u{D800}"' }, transitionId: queue }
      const changed = await store.updateFirst('executions', 'queue', queue, fields)
      expect(changed).toEqual({ ...row, ...fields })
      expect(await store.overdue('executions', 5, 9)).toEqual([changed])
      expect((await store.list('executions', { where: { transitionId: queue }, limit: 9 })).rows).toEqual([
        changed,
      ])
      await store.update('executions', row.executionId, (one) => ({ ...one, due: null, input: {} }))
      expect(await store.get('executions', row.executionId)).toEqual({
        ...row,
        ...fields,
        due: null,
        input: {},
      })
      expect(await store.overdue('executions', 5, 9)).toEqual([])
    })

    describe('several changes', () => {
      test('are made together', async () => {
        const [a, b] = [newExecution(), newExecution()]
        const logId = newId('log')
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

      test.each(['leaves its row', 'finds no row'])('are none if an update %s', async (what) => {
        const a = newExecution()
        const logId = newId('log')
        await store.insert('executions', a)
        const isMade = await store.commit([
          { append: logId, events: [{ message: 'one' }] },
          { remove: 'executions', id: a.executionId },
          { insert: 'executions', row: a },
          {
            update: 'executions',
            id: what === 'finds no row' ? newId('transition-execution') : a.executionId,
            to: () => undefined,
          },
        ])
        expect(isMade).toBe(false)
        expect(await store.getEvents(logId)).toEqual([])
        expect(await store.get('executions', a.executionId)).toEqual(a)
      })

      test('are none if one of them fails', async () => {
        const [a, b] = [newExecution(), newExecution()]
        await store.insert('executions', a)
        const commit = store.commit([
          { insert: 'executions', row: b },
          { insert: 'executions', row: a },
        ])
        await expect(commit).rejects.toThrow(/unique/i)
        expect(await store.get('executions', b.executionId)).toBeUndefined()
      })

      test('of the same rows in another order wait for each other', async () => {
        const [a, b] = [newExecution({ input: { count: 0 } }), newExecution({ input: { count: 0 } })]
        for (const row of [a, b]) await store.insert('executions', row)
        const made = Array.from({ length: 12 }, (_, index) =>
          store.commit(index % 2 === 0 ? [add(a), add(b)] : [add(b), add(a)]),
        )
        expect(await Promise.all(made)).toEqual(made.map(() => true))
        for (const { executionId } of [a, b])
          expect(await store.get('executions', executionId)).toMatchObject({ input: { count: 12 } })
      })
    })
  })
