import { DatabaseSync, type SQLInputValue, type StatementSync } from 'node:sqlite'
import { LogEvent } from '../../contract/index.ts'
import { migrations } from './migrations.ts'
import { InvalidNextTokenError, type ListQuery, type Store, type TableName, type Tables } from './store.ts'

/**
 * The store on SQLite.
 * @param path a file, made if it is missing, or `:memory:`
 */
export function openSqliteStore(path: string): Store {
  const database = new DatabaseSync(path)
  // WAL keeps every acknowledged write when the process is killed; NORMAL risks the last ones only if the machine is.
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 5000;')
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
    list: async (table, query) => list(sql, table, query),
    overdue: async (now, limit) =>
      sql('SELECT body FROM executions WHERE due <= ? ORDER BY due LIMIT ?')
        .all(now, limit)
        .map((record) => rowOf('executions', record)),

    putContent: async (id, bytes) => {
      sql('INSERT INTO contents (id, bytes) VALUES (?, ?)').run(id, bytes)
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

function list<Table extends TableName>(
  sql: (text: string) => StatementSync,
  table: Table,
  { where = {}, sortBy, order = 'ascending', limit, nextToken }: ListQuery<Tables[Table]>,
): { rows: Tables[Table][]; nextToken: string | null } {
  const conditions: string[] = []
  const values: SQLInputValue[] = []
  for (const [column, wanted] of Object.entries(where)) {
    if (wanted === undefined) continue
    const options = [wanted].flat().map(String)
    conditions.push(`${column} IN (${options.map(() => '?').join(', ')})`)
    values.push(...options)
  }
  const key = sortBy ?? 'sequence'
  const [direction, comparison] = order === 'ascending' ? ['ASC', '>'] : ['DESC', '<']
  if (nextToken !== undefined) {
    conditions.push(`(${key}, sequence) ${comparison} (?, ?)`)
    values.push(...readToken(nextToken))
  }
  const filter = conditions.length > 0 ? `WHERE ${conditions.join(' AND ')}` : ''
  const found = sql(
    `SELECT body, sequence, ${key} AS key FROM ${table} ${filter} ORDER BY ${key} ${direction}, sequence ${direction} LIMIT ?`,
  ).all(...values, limit + 1)
  const page = found.slice(0, limit)
  const last = found.length > limit ? page.at(-1) : undefined
  return {
    rows: page.map((record) => rowOf(table, record)),
    nextToken: last
      ? Buffer.from(JSON.stringify([last['key'], last['sequence']])).toString('base64url')
      : null,
  }
}

function readToken(token: string): [string | number, number] {
  try {
    const [key, sequence] = JSON.parse(Buffer.from(token, 'base64url').toString())
    if ((typeof key === 'string' || typeof key === 'number') && Number.isSafeInteger(sequence))
      return [key, sequence]
  } catch {}
  throw new InvalidNextTokenError('nextToken: expected one that a list answered with')
}

/** What this file wrote is what it reads: rows are not validated again. */
function rowOf<Table extends TableName>(_table: Table, record: Record<string, unknown>): Tables[Table] {
  return JSON.parse(String(record['body'])) as Tables[Table]
}
