import { LogEvent } from '../../../contract/index.ts'
import { changedBy, unlessLeft, type Change } from '../change.ts'
import { NOTES_KEPT, type Note } from '../notes.ts'
import { labelCounts, rowOf } from '../records.ts'
import { mergePage, selectCount, selectFirst, selectPage, type Found } from '../select.ts'
import type { Store, TableName } from '../store.ts'
import { connectDatabase, type Run } from './database.ts'
import { migrate } from './migrate.ts'

/**
 * The store on PostgreSQL, 14 or later. Several platforms may use one database.
 * @param url `postgres://…`
 * @throws if the database can't be reached or used; the message never holds a password
 */
export async function openPostgresStore(url: string): Promise<Store> {
  const database = await connectDatabase(url)
  try {
    await migrate(database)
  } catch (error) {
    await database[Symbol.asyncDispose]()
    throw error
  }
  const { read, write } = database

  return {
    insert: async (table, row, content) => {
      if (content) {
        const inserted = `INSERT INTO ${table} (body) VALUES (?) RETURNING id`
        await write(withContent(inserted), [JSON.stringify(row), content])
      } else await write(insertSql(table), [JSON.stringify(row)])
    },
    get: async (table, id) => {
      const [record] = await read(`SELECT body FROM ${table} WHERE id = ?`, [id])
      return record && rowOf(table, record)
    },
    // `xmin` is another after each change: a change of somebody else in between is seen, and this one is made anew.
    update: async (table, id, change, content) => {
      for (;;) {
        const [record] = await read(`SELECT body, xmin::text AS version FROM ${table} WHERE id = ?`, [id])
        const changed = record && change(rowOf(table, record))
        if (!changed) return undefined
        const updated = `UPDATE ${table} SET body = ? WHERE id = ? AND xmin::text = ? RETURNING id`
        const values = [JSON.stringify(changed), id, String(record['version'])]
        const done = await (content
          ? write(withContent(updated), [...values, content])
          : write(updated, values))
        if (done.length > 0) return changed
      }
    },
    updateFirst: (table, column, value, change) =>
      database.transaction(async (run) => {
        const { text, values } = selectFirst(table, column, value)
        const [record] = await run(`${text} FOR UPDATE SKIP LOCKED`, values)
        if (!record) return undefined
        const changed = change(rowOf(table, record))
        const update = `UPDATE ${table} SET body = ? WHERE sequence = ?`
        await run(update, [JSON.stringify(changed), Number(record['sequence'])])
        return changed
      }),
    remove: async (table, id) => {
      const [record] = await write(removeSql(table), [id, id])
      return record && rowOf(table, record)
    },
    commit: (changes) =>
      unlessLeft(() =>
        database.transaction(async (run) => {
          await lock(changes, run)
          for (const change of changes) await make(change, run)
        }),
      ),
    list: async (table, query) => {
      const found = await Promise.all(selectPage(table, query).map(({ text, values }) => read(text, values)))
      // What `selectPage` asks for.
      const { page, nextToken } = mergePage(found.flat() as unknown as Found[], query)
      return { rows: page.map((record) => rowOf(table, record)), nextToken }
    },
    count: async (table, where = {}) => {
      const counts = await Promise.all(
        selectCount(table, where).map(({ text, values }) => read(text, values)),
      )
      return counts.flat().reduce((sum, { count }) => sum + Number(count), 0)
    },
    overdue: async (table, now, limit) => {
      const found = await read(`SELECT body FROM ${table} WHERE due <= ? ORDER BY due LIMIT ?`, [now, limit])
      return found.map((record) => rowOf(table, record))
    },
    countLabels: async (datasetId) =>
      labelCounts(
        await read('SELECT label, count FROM datasetLabels WHERE datasetId = ? ORDER BY label', [datasetId]),
      ),

    getContent: async (id) => {
      const [found] = await read('SELECT bytes FROM contents WHERE id = ?', [id])
      const bytes = found?.['bytes']
      return bytes instanceof Uint8Array ? new Uint8Array(bytes) : undefined
    },

    appendEvents: async (logId, events) => {
      await write(APPEND, [logId, bodiesOf(events)])
    },
    getEvents: async (logId) => {
      const found = await read('SELECT body FROM events WHERE logId = ? ORDER BY sequence', [logId])
      return found.map(({ body }) => LogEvent.parse(JSON.parse(String(body))))
    },

    appendNotes: async (notes) => {
      const rows = JSON.stringify(notes.map((note) => [note.executionId, JSON.stringify(note)]))
      await write(
        `INSERT INTO notes (executionId, body)
          SELECT value ->> 0, value ->> 1 FROM json_array_elements(?::json) WITH ORDINALITY AS given (value, place) ORDER BY place`,
        [rows],
      )
      await write('DELETE FROM notes WHERE sequence <= (SELECT max(sequence) FROM notes) - ?::bigint', [
        NOTES_KEPT,
      ])
    },
    // What this file wrote is what it reads.
    getNotes: async (executionId) => {
      const found = await read('SELECT body FROM notes WHERE executionId = ? ORDER BY sequence', [
        executionId,
      ])
      return found.map(({ body }) => JSON.parse(String(body)) as Note)
    },

    addToCounter: async (name, amount, atMost) => {
      const added = await write(
        `INSERT INTO counters (name, value) SELECT ?::text, ?::bigint WHERE ?::bigint <= ?::bigint
          ON CONFLICT (name) DO UPDATE SET value = counters.value + ? WHERE counters.value + ? <= ? RETURNING value`,
        [name, amount, amount, atMost, amount, amount, atMost],
      )
      return added.length > 0
    },
    getCounter: async (name) => {
      const [found] = await read('SELECT value FROM counters WHERE name = ?', [name])
      return Number(found?.['value'] ?? 0)
    },
    [Symbol.asyncDispose]: () => database[Symbol.asyncDispose](),
  }
}

const insertSql = (table: TableName) => `INSERT INTO ${table} (body) VALUES (?)`
const removeSql = (table: TableName) =>
  `WITH gone AS (DELETE FROM contents WHERE id = ?) DELETE FROM ${table} WHERE id = ? RETURNING body`

/** Keeps content with the rows that a statement has made or changed. */
const withContent = (statement: string) =>
  `WITH done AS (${statement}) INSERT INTO contents (id, bytes) SELECT id, ?::bytea FROM done
    ON CONFLICT (id) DO UPDATE SET bytes = EXCLUDED.bytes RETURNING id`

/** In the order of the array. */
const APPEND = `INSERT INTO events (logId, body)
  SELECT ?, value FROM json_array_elements_text(?::json) WITH ORDINALITY AS given (value, place) ORDER BY place`

/** As an array of texts. */
const bodiesOf = (rows: readonly object[]) => JSON.stringify(rows.map((row) => JSON.stringify(row)))

/** Takes hold of the rows that are there, always in the same order: nobody waits for each other in a ring. */
async function lock(changes: readonly Change[], run: Run): Promise<void> {
  const rows = changes.flatMap((change) =>
    'update' in change ? [{ table: change.update, id: change.id }] : [],
  )
  if (rows.length < 2) return
  for (const { table, id } of rows.toSorted((a, b) => (a.table + a.id < b.table + b.id ? -1 : 1)))
    await run(`SELECT FROM ${table} WHERE id = ? FOR UPDATE`, [id])
}

/** @throws LeftAsItWas */
async function make(change: Change, run: Run): Promise<void> {
  if ('insert' in change) await run(insertSql(change.insert), [JSON.stringify(change.row)])
  else if ('remove' in change) await run(removeSql(change.remove), [change.id, change.id])
  else if ('append' in change) await run(APPEND, [change.append, bodiesOf(change.events)])
  else {
    const { update: table, id } = change
    const [record] = await run(`SELECT body FROM ${table} WHERE id = ? FOR UPDATE`, [id])
    const changed = changedBy(change, record && rowOf(table, record))
    if (changed) await run(`UPDATE ${table} SET body = ? WHERE id = ?`, [JSON.stringify(changed), id])
  }
}
