import { DatabaseSync, type StatementSync } from 'node:sqlite'
import { LogEvent, type LogId } from '../../contract/index.ts'
import { changedBy, unlessLeft } from './change.ts'
import { migrations } from './migrations.ts'
import { NOTES_KEPT, type Note } from './notes.ts'
import { labelCounts, rowOf } from './records.ts'
import { mergePage, selectCount, selectFirst, selectPage, type Found, type Statement } from './select.ts'
import { sqliteSql } from './sqlite-schema.ts'
import type { Change, Store, TableName, Tables } from './store.ts'

/**
 * The store on SQLite.
 * @param path a file, made if it is missing, or `:memory:`
 */
export function openSqliteStore(path: string): Store {
  const database = new DatabaseSync(path)
  // WAL keeps every acknowledged write when the process is killed; NORMAL risks the last ones only if the machine is.
  // Mapped into memory, a page of a list costs the same in a file of 1 GB as in a small one.
  database.exec(`
    PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 5000; PRAGMA mmap_size = 2147418112;`)
  migrate(database, path)

  const statements = new Map<string, StatementSync>()
  const sql = (text: string): StatementSync => {
    const statement = statements.get(text) ?? database.prepare(text)
    statements.set(text, statement)
    return statement
  }

  function get<Table extends TableName>(table: Table, id: string): Tables[Table] | undefined {
    const record = sql(`SELECT body FROM ${table} WHERE id = ?`).get(id)
    return record && rowOf(table, record)
  }

  /** All of it or nothing, whenever the process is killed. */
  function atomically<T>(write: () => T): T {
    sql('BEGIN IMMEDIATE').run()
    try {
      const result = write()
      sql('COMMIT').run()
      return result
    } catch (error) {
      if (database.isTransaction) sql('ROLLBACK').run()
      throw error
    }
  }

  const putContent = (id: unknown, bytes: Uint8Array) =>
    sql('INSERT OR REPLACE INTO contents (id, bytes) VALUES (?, ?)').run(String(id), bytes)

  const insertRow = (table: TableName, row: object) =>
    sql(`INSERT INTO ${table} (body) VALUES (?) RETURNING id`).get(JSON.stringify(row))?.['id']

  const updateRow = (table: TableName, id: string, row: object) =>
    sql(`UPDATE ${table} SET body = ? WHERE id = ?`).run(JSON.stringify(row), id)

  function removeRow(table: TableName, id: string) {
    sql('DELETE FROM contents WHERE id = ?').run(id)
    return sql(`DELETE FROM ${table} WHERE id = ? RETURNING body`).get(id)
  }

  function appendEvents(logId: LogId, events: readonly LogEvent[]): void {
    const bodies = JSON.stringify(events.map((event) => JSON.stringify(event)))
    sql('INSERT INTO events (logId, body) SELECT ?, value FROM json_each(?)').run(logId, bodies)
  }

  /** @throws LeftAsItWas */
  function make(change: Change): void {
    if ('insert' in change) insertRow(change.insert, change.row)
    else if ('remove' in change) removeRow(change.remove, change.id)
    else if ('append' in change) appendEvents(change.append, change.events)
    else {
      const row = changedBy(change, get(change.update, change.id))
      if (row) updateRow(change.update, change.id, row)
    }
  }

  // What `selectPage` asks for.
  const find = ({ text, values }: Statement) => sql(text).all(...values) as unknown as Found[]

  return {
    insert: async (table, row, content) => {
      atomically(() => {
        const id = insertRow(table, row)
        if (content) putContent(id, content)
      })
    },
    get: async (table, id) => get(table, id),
    // Reading and writing happen in one turn of the event loop, and this connection is the file's only writer.
    update: async (table, id, change, content) => {
      const row = get(table, id)
      const changed = row && change(row)
      if (!changed) return undefined
      atomically(() => {
        updateRow(table, id, changed)
        if (content) putContent(id, content)
      })
      return changed
    },
    updateFirst: async (table, column, value, change) => {
      const { text, values } = selectFirst(table, column, value)
      const record = sql(text).get(...values)
      if (!record) return undefined
      const changed = change(rowOf(table, record))
      sql(`UPDATE ${table} SET body = ? WHERE sequence = ?`).run(
        JSON.stringify(changed),
        Number(record['sequence']),
      )
      return changed
    },
    remove: async (table, id) => {
      const record = atomically(() => removeRow(table, id))
      return record && rowOf(table, record)
    },
    commit: (changes) => unlessLeft(() => atomically(() => changes.forEach(make))),
    list: async (table, query) => {
      const { page, nextToken } = mergePage(selectPage(table, query).flatMap(find), query)
      return { rows: page.map((record) => rowOf(table, record)), nextToken }
    },
    count: async (table, where = {}) =>
      selectCount(table, where).reduce(
        (sum, { text, values }) => sum + Number(sql(text).get(...values)?.['count']),
        0,
      ),
    overdue: async (table, now, limit) =>
      sql(`SELECT body FROM ${table} WHERE due <= ? ORDER BY due LIMIT ?`)
        .all(now, limit)
        .map((record) => rowOf(table, record)),
    countLabels: async (datasetId) =>
      labelCounts(
        sql('SELECT label, count FROM datasetLabels WHERE datasetId = ? ORDER BY label').all(datasetId),
      ),

    getContent: async (id) => {
      const bytes = sql('SELECT bytes FROM contents WHERE id = ?').get(id)?.['bytes']
      return bytes instanceof Uint8Array ? bytes : undefined
    },

    appendEvents: async (logId, events) => appendEvents(logId, events),
    getEvents: async (logId) =>
      sql('SELECT body FROM events WHERE logId = ? ORDER BY sequence')
        .all(logId)
        .map(({ body }) => LogEvent.parse(JSON.parse(String(body)))),

    appendNotes: async (notes) => {
      const rows = JSON.stringify(notes.map((note) => [note.executionId, JSON.stringify(note)]))
      atomically(() => {
        sql('INSERT INTO notes (executionId, body) SELECT value ->> 0, value ->> 1 FROM json_each(?)').run(
          rows,
        )
        sql('DELETE FROM notes WHERE sequence <= (SELECT max(sequence) FROM notes) - ?').run(NOTES_KEPT)
      })
    },
    // What this file wrote is what it reads.
    getNotes: async (executionId) =>
      sql('SELECT body FROM notes WHERE executionId = ? ORDER BY sequence')
        .all(executionId)
        .map(({ body }) => JSON.parse(String(body)) as Note),

    addToCounter: async (name, amount, atMost) =>
      sql(`
        INSERT INTO counters (name, value) SELECT $name, $amount WHERE $amount <= $atMost
        ON CONFLICT DO UPDATE SET value = value + $amount WHERE value + $amount <= $atMost
        RETURNING value`).get({ $name: name, $amount: amount, $atMost: atMost }) !== undefined,
    getCounter: async (name) =>
      Number(sql('SELECT value FROM counters WHERE name = ?').get(name)?.['value'] ?? 0),
    [Symbol.asyncDispose]: async () => database.close(),
  }
}

function migrate(database: DatabaseSync, path: string): void {
  const version = Number(database.prepare('PRAGMA user_version').get()?.['user_version'])
  if (version > migrations.length) {
    throw new Error(
      `${path} was written by a newer version of docker-transition (schema ${version}): upgrade, or use another folder`,
    )
  }
  for (const [index, step] of migrations.entries()) {
    if (index < version) continue
    database.exec(`BEGIN IMMEDIATE; ${sqliteSql(step)} PRAGMA user_version = ${index + 1}; COMMIT;`)
  }
}
