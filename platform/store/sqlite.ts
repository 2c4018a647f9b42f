import type { DatabaseSync as Database, StatementSync } from 'node:sqlite'
import type { LogEvent, LogId } from '../../contract/index.ts'
import { checkNode } from '../../contract/supported-node.ts'
import { changedBy, unlessConflict } from './change.ts'
import { changeRow, insertRow } from './columns.ts'
import { eventsSql, readAll, readNewest, type ReadEvents } from './read-events.ts'
import { migrations } from './migrations.ts'
import { HISTORY_KEPT, type HistoryEntry } from './history-entries.ts'
import { labelCounts, rowOf } from './records.ts'
import { mergePage, selectCount, selectFirst, selectPage, type Found, type Statement } from './select.ts'
import { sqliteSql } from './sqlite-schema.ts'
import type { Change, Store, TableName, Tables } from './store.ts'
import { overdueTarget, overdueTargetsSql, SIZE_OF_WORKFLOW_EXECUTION } from './workflow-rows.ts'

// An `import` of it fails on an older Node before this module can say why.
checkNode()
const { DatabaseSync } = process.getBuiltinModule('node:sqlite')

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
  forgetStatistics(database)
  migrate(database, path)
  // From here on no part of a row goes into a temporary file, which a kill could leave behind. A migration may need more room.
  database.exec('PRAGMA temp_store = MEMORY')

  const statements = new Map<string, StatementSync>()
  const sql = (text: string): StatementSync => {
    const statement = statements.get(text) ?? database.prepare(text)
    statements.set(text, statement)
    return statement
  }

  function get<Table extends TableName>(table: Table, id: string): Tables[Table] | undefined {
    const record = sql(`SELECT data FROM ${table} WHERE id = ?`).get(id)
    return record && rowOf(table, record)
  }

  const insert = (table: TableName, row: object) => {
    const { text, values } = insertRow(table, row)
    return sql(`${text} RETURNING id`).get(...values)?.['id']
  }

  function change(table: TableName, id: string, before: object, after: object): void {
    const { text, values } = changeRow(table, before, after)
    sql(`${text} WHERE id = ?`).run(...values, id)
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

  function removeRow(table: TableName, id: string) {
    sql('DELETE FROM contents WHERE id = ?').run(id)
    return sql(`DELETE FROM ${table} WHERE id = ? RETURNING data`).get(id)
  }

  function appendEvents(logId: LogId, events: readonly LogEvent[]): void {
    const bodies = JSON.stringify(events.map((event) => JSON.stringify(event)))
    sql('INSERT INTO events (logId, body) SELECT ?, value FROM json_each(?)').run(logId, bodies)
  }

  const eventsOf =
    (logId: LogId): ReadEvents =>
    (direction, place, limit) =>
      sql(eventsSql(direction)).all(logId, place, limit)

  const countEvents = (logId: LogId, before = Number.MAX_SAFE_INTEGER) =>
    Number(
      sql('SELECT count(*) AS count FROM events WHERE logId = ? AND sequence < ?').get(logId, before)?.[
        'count'
      ],
    )

  /** @throws Conflict */
  function make(one: Change): void {
    if ('insert' in one) insert(one.insert, one.row)
    else if ('remove' in one) removeRow(one.remove, one.id)
    else if ('append' in one) appendEvents(one.append, one.events)
    else {
      const before = get(one.update, one.id)
      const after = changedBy(one, before)
      if (before && after) change(one.update, one.id, before, after)
    }
  }

  // What `selectPage` asks for.
  const find = ({ text, values }: Statement) => sql(text).all(...values) as unknown as Found[]

  return {
    insert: async (table, row, content) => {
      atomically(() => {
        const id = insert(table, row)
        if (content) putContent(id, content)
      })
    },
    get: async (table, id) => get(table, id),
    // Reading and writing happen in one turn of the event loop, and this connection is the file's only writer.
    update: async (table, id, changes, content) => {
      const row = get(table, id)
      const changed = row && changes(row)
      if (!changed) return undefined
      if (!content) change(table, id, row, changed)
      else
        atomically(() => {
          change(table, id, row, changed)
          putContent(id, content)
        })
      return changed
    },
    updateFirst: async (table, column, value, fields) => {
      const { text, values } = selectFirst(table, column, value)
      const id = String(sql(text).get(...values)?.['id'])
      const row = get(table, id)
      if (!row) return undefined
      const changed = { ...row, ...fields }
      change(table, id, row, changed)
      return changed
    },
    remove: async (table, id) => {
      const record = atomically(() => removeRow(table, id))
      return record && rowOf(table, record)
    },
    // A single statement is a transaction of its own. To remove takes two.
    commit: (changes) => {
      const isOne = changes.length === 1 && changes.every((one) => !('remove' in one))
      return unlessConflict(() => (isOne ? changes.forEach(make) : atomically(() => changes.forEach(make))))
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
      sql(`SELECT data FROM ${table} WHERE due <= ? ORDER BY due LIMIT ?`)
        .all(now, limit)
        .map((record) => rowOf(table, record)),
    overdueTargets: async (table, now, limit) =>
      sql(overdueTargetsSql(table)).all(now, limit).map(overdueTarget),
    countLabels: async (datasetId) =>
      labelCounts(
        sql('SELECT label, count FROM datasetLabels WHERE datasetId = ? ORDER BY label').all(datasetId),
      ),

    getContent: async (id) => {
      const bytes = sql('SELECT bytes FROM contents WHERE id = ?').get(id)?.['bytes']
      return bytes instanceof Uint8Array ? bytes : undefined
    },

    appendEvents: async (logId, events) => appendEvents(logId, events),
    getEvents: (logId) => readAll(eventsOf(logId)),
    getNewestEvents: async (logId, mostBytes, before = Number.MAX_SAFE_INTEGER) => {
      const { events, first } = await readNewest(eventsOf(logId), mostBytes, before)
      return { events, omitted: countEvents(logId, first), first }
    },
    countEvents: async (logId) => countEvents(logId),
    sizeOfWorkflowExecution: async (...of) => Number(sql(SIZE_OF_WORKFLOW_EXECUTION).get(...of)?.['size']),

    appendHistory: async (entries) => {
      const rows = JSON.stringify(entries.map((entry) => [entry.executionId, JSON.stringify(entry)]))
      atomically(() => {
        sql('INSERT INTO notes (executionId, body) SELECT value ->> 0, value ->> 1 FROM json_each(?)').run(
          rows,
        )
        sql('DELETE FROM notes WHERE sequence <= (SELECT max(sequence) FROM notes) - ?').run(HISTORY_KEPT)
      })
    },
    // What this file wrote is what it reads.
    getHistory: async (executionId) =>
      sql('SELECT body FROM notes WHERE executionId = ? ORDER BY sequence')
        .all(executionId)
        .map(({ body }) => JSON.parse(String(body)) as HistoryEntry),

    addToCounter: async (name, amount, atMost) =>
      sql(`
        INSERT INTO counters (name, value) SELECT $name, $amount WHERE $amount <= $atMost
        ON CONFLICT DO UPDATE SET value = value + $amount WHERE value + $amount <= $atMost
        RETURNING value`).get({ $name: name, $amount: amount, $atMost: atMost }) !== undefined,
    getCounter: async (name) =>
      Number(sql('SELECT value FROM counters WHERE name = ?').get(name)?.['value'] ?? 0),
    // No other platform is on this store.
    notify: () => undefined,
    listen: () => undefined,
    [Symbol.asyncDispose]: async () => database.close(),
  }
}

/**
 * Without statistics SQLite searches by the index that has all that a query filters. With them it may walk a table in the
 * order wanted instead, to rows that are all at its end. This code never collects any, but somebody may have.
 */
function forgetStatistics(database: Database): void {
  if (!database.prepare("SELECT 1 FROM sqlite_schema WHERE name = 'sqlite_stat1'").get()) return
  database.exec('DELETE FROM sqlite_stat1; ANALYZE sqlite_schema;')
}

function migrate(database: Database, path: string): void {
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
