import { DatabaseSync, type StatementSync } from 'node:sqlite'
import { LogEvent } from '../../contract/index.ts'
import { migrations } from './migrations.ts'
import { mergePage, selectCount, selectPage, type Found, type Statement } from './select.ts'
import type { Store, TableName, Tables } from './store.ts'

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

  // What `selectPage` asks for.
  const find = ({ text, values }: Statement) => sql(text).all(...values) as unknown as Found[]

  return {
    insert: async (table, row) => {
      sql(`INSERT INTO ${table} (body) VALUES (?)`).run(JSON.stringify(row))
    },
    get: async (table, id) => get(table, id),
    // Reading and writing happen in one turn of the event loop, and this connection is the file's only writer.
    update: async (table, id, change) => {
      const row = get(table, id)
      const changed = row && change(row)
      if (!changed) return undefined
      sql(`UPDATE ${table} SET body = ? WHERE id = ?`).run(JSON.stringify(changed), id)
      return changed
    },
    remove: async (table, id) => {
      const record = sql(`DELETE FROM ${table} WHERE id = ? RETURNING body`).get(id)
      return record && rowOf(table, record)
    },
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
    countLabels: async (datasetId) => {
      const found = sql(`
        SELECT label.value ->> 'label' AS label, count(DISTINCT sequence) AS count
        FROM documents, json_each(documents.body, '$.groundTruth') AS label
        WHERE datasetId = ? GROUP BY 1 ORDER BY 1`).all(datasetId)
      return Object.fromEntries(found.map(({ label, count }) => [String(label), Number(count)]))
    },

    putContent: async (id, bytes) => {
      sql('INSERT OR REPLACE INTO contents (id, bytes) VALUES (?, ?)').run(id, bytes)
    },
    getContent: async (id) => {
      const bytes = sql('SELECT bytes FROM contents WHERE id = ?').get(id)?.['bytes']
      return bytes instanceof Uint8Array ? bytes : undefined
    },
    removeContent: async (id) => {
      sql('DELETE FROM contents WHERE id = ?').run(id)
    },

    appendEvents: async (logId, events) => {
      const bodies = JSON.stringify(events.map((event) => JSON.stringify(event)))
      sql('INSERT INTO events (logId, body) SELECT ?, value FROM json_each(?)').run(logId, bodies)
    },
    getEvents: async (logId) =>
      sql('SELECT body FROM events WHERE logId = ? ORDER BY sequence')
        .all(logId)
        .map(({ body }) => LogEvent.parse(JSON.parse(String(body)))),

    addToCounter: async (name, amount, atMost) =>
      sql(`
        INSERT INTO counters (name, value) SELECT ?1, ?2 WHERE ?2 <= ?3
        ON CONFLICT DO UPDATE SET value = value + ?2 WHERE value + ?2 <= ?3
        RETURNING value`).get(name, amount, atMost) !== undefined,
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
    database.exec(`BEGIN IMMEDIATE; ${step} PRAGMA user_version = ${index + 1}; COMMIT;`)
  }
}

/** What this file wrote is what it reads: rows are not validated again. */
function rowOf<Table extends TableName>(_table: Table, record: { body?: unknown }): Tables[Table] {
  return JSON.parse(String(record.body)) as Tables[Table]
}
