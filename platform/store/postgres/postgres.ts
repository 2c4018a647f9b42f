import type { LogId } from '../../../contract/index.ts'
import { changedBy, unlessConflict, type Change } from '../change.ts'
import { changeRow, insertRow, setFields } from '../columns.ts'
import { HISTORY_KEPT, type HistoryEntry } from '../history-entries.ts'
import { labelCounts, rowOf } from '../records.ts'
import { eventsSql, readAll, readNewest, type ReadEvents } from '../read-events.ts'
import { mergePage, selectCount, selectFirst, selectPage, type Found, type Statement } from '../select.ts'
import type { Store, TableName, Tables } from '../store.ts'
import { connectDatabase, type Run } from './database.ts'
import { migrate } from './migrate.ts'
import { dialect } from './postgres-schema.ts'
import { createTopics } from './topics.ts'
import { overdueTarget, overdueTargetsSql, SIZE_OF_WORKFLOW_EXECUTION } from '../workflow-rows.ts'

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
  const topics = createTopics(database)
  const eventsOf =
    (logId: LogId): ReadEvents =>
    (direction, place, limit) =>
      read(eventsSql(direction), [logId, place, limit])

  const countEvents = async (logId: LogId, before = Number.MAX_SAFE_INTEGER) => {
    const text = 'SELECT count(*) AS count FROM events WHERE logId = ? AND sequence < ?'
    return Number((await read(text, [logId, before]))[0]?.['count'])
  }

  /** Which version of its row an object is that `get` gave. */
  const versions = new WeakMap<object, string>()

  async function readVersion<Table extends TableName>(table: Table, id: string): Promise<Versioned<Table>> {
    const [record] = await read(`SELECT data, xmin::text AS version FROM ${table} WHERE id = ?`, [id])
    if (!record) return { row: undefined, version: '' }
    const [row, version] = [rowOf(table, record), String(record['version'])]
    versions.set(row, version)
    return { row, version }
  }

  /** Changes a row if it is still of this version. @returns whether it was */
  async function replace(
    table: TableName,
    id: string,
    { row, version }: { row: object; version: string },
    changed: object,
    content?: Uint8Array,
  ): Promise<boolean> {
    const { text, values } = changeRow(table, row, changed)
    const updated = `${text} WHERE id = ? AND xmin = ?::text::xid RETURNING id`
    const all = [...values, id, version]
    const done = await (content ? write(withContent(updated), [...all, content]) : write(updated, all))
    return done.length > 0
  }

  /** As `update`, for a commit of this one change. @throws Conflict */
  async function updateAlone(one: Extract<Change, { update: TableName }>): Promise<void> {
    const { update: table, id, seen } = one
    const version = seen && versions.get(seen)
    let known = version === undefined ? undefined : { row: seen, version }
    for (;;) {
      const { row, version: current } = known ?? (await readVersion(table, id))
      const changed = changedBy(one, row)
      if (!changed || !row || (await replace(table, id, { row, version: current }, changed))) return
      known = undefined
    }
  }

  return {
    insert: async (table, row, content) => {
      const { text, values } = insertRow(table, row)
      if (content) await write(withContent(`${text} RETURNING id`), [...values, content])
      else await write(text, values)
    },
    get: async (table, id) => (await readVersion(table, id)).row,
    // Optimistic concurrency: each change gives the row another `xmin`, so after a conflict this one is made anew.
    update: async (table, id, changes, content) => {
      for (;;) {
        const { row, version } = await readVersion(table, id)
        const changed = row && changes(row)
        if (!changed) return undefined
        if (await replace(table, id, { row, version }, changed, content)) return changed
      }
    },
    updateFirst: async (table, column, value, fields) => {
      const { text, values } = setFields(table, fields)
      const first = selectFirst(table, column, value)
      const [record] = await write(
        `${text} WHERE id = (${first.text} FOR UPDATE SKIP LOCKED) RETURNING data`,
        [...values, ...first.values],
      )
      return record && rowOf(table, record)
    },
    remove: async (table, id) => {
      const [record] = await write(removeSql(table), [id, id])
      return record && rowOf(table, record)
    },
    commit: async (changes) => {
      const [only] = changes
      if (only && changes.length === 1 && 'update' in only) return unlessConflict(() => updateAlone(only))
      const added = addAll(changes)
      if (added) {
        await write(added.text, added.values)
        return true
      }
      return unlessConflict(() =>
        database.transaction(async (run) => {
          await lock(changes, run)
          for (const one of changes) await make(one, run)
        }),
      )
    },
    list: async (table, query) => {
      const found = await Promise.all(
        selectPage(table, query, dialect).map(({ text, values }) => read(text, values)),
      )
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
      const found = await read(`SELECT data FROM ${table} WHERE due <= ? ORDER BY due LIMIT ?`, [now, limit])
      return found.map((record) => rowOf(table, record))
    },
    overdueTargets: async (table, now, limit) =>
      (await read(overdueTargetsSql(table), [now, limit])).map(overdueTarget),
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
    getEvents: (logId) => readAll(eventsOf(logId)),
    getNewestEvents: async (logId, mostBytes, before = Number.MAX_SAFE_INTEGER) => {
      const { events, first } = await readNewest(eventsOf(logId), mostBytes, before)
      return { events, omitted: await countEvents(logId, first), first }
    },
    countEvents: (logId) => countEvents(logId),
    async sizeOfWorkflowExecution(...of) {
      const [found] = await read(SIZE_OF_WORKFLOW_EXECUTION, of)
      return Number(found?.['size'])
    },

    appendHistory: async (entries) => {
      const rows = JSON.stringify(entries.map((entry) => [entry.executionId, JSON.stringify(entry)]))
      await write(
        `WITH old AS (DELETE FROM notes WHERE sequence <= (SELECT max(sequence) FROM notes) - ?::bigint)
          INSERT INTO notes (executionId, body)
          SELECT value ->> 0, value ->> 1 FROM json_array_elements(?::json) WITH ORDINALITY AS given (value, place) ORDER BY place`,
        [HISTORY_KEPT, rows],
      )
    },
    // What this file wrote is what it reads.
    getHistory: async (executionId) => {
      const found = await read('SELECT body FROM notes WHERE executionId = ? ORDER BY sequence', [
        executionId,
      ])
      return found.map(({ body }) => JSON.parse(String(body)) as HistoryEntry)
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
    notify: topics.notify,
    listen: topics.listen,
    async [Symbol.asyncDispose]() {
      await topics[Symbol.asyncDispose]()
      await database[Symbol.asyncDispose]()
    },
  }
}

async function insert(table: TableName, row: object, run: Run): Promise<void> {
  const { text, values } = insertRow(table, row)
  await run(text, values)
}

async function change(table: TableName, id: string, before: object, after: object, run: Run): Promise<void> {
  const { text, values } = changeRow(table, before, after)
  await run(`${text} WHERE id = ?`, [...values, id])
}

const removeSql = (table: TableName) =>
  `WITH gone AS (DELETE FROM contents WHERE id = ?) DELETE FROM ${table} WHERE id = ? RETURNING data`

/** Keeps content with the rows that a statement has made or changed. */
const withContent = (statement: string) =>
  `WITH done AS (${statement}) INSERT INTO contents (id, bytes) SELECT id, ?::bytea FROM done
    ON CONFLICT (id) DO UPDATE SET bytes = EXCLUDED.bytes RETURNING id`

/** In the order of the array. */
const APPEND = `INSERT INTO events (logId, body)
  SELECT ?, value FROM json_array_elements_text(?::json) WITH ORDINALITY AS given (value, place) ORDER BY place`

/** As an array of texts. */
const bodiesOf = (rows: readonly object[]) => JSON.stringify(rows.map((row) => JSON.stringify(row)))

/** Locks the rows, always in the same order: two commits never deadlock. */
async function lock(changes: readonly Change[], run: Run): Promise<void> {
  const rows = changes.flatMap((change) =>
    'update' in change ? [{ table: change.update, id: change.id }] : [],
  )
  if (rows.length < 2) return
  for (const { table, id } of rows.toSorted((a, b) => (a.table + a.id < b.table + b.id ? -1 : 1)))
    await run(`SELECT FROM ${table} WHERE id = ? FOR UPDATE`, [id])
}

/** @throws Conflict */
async function make(one: Change, run: Run): Promise<void> {
  if ('insert' in one) await insert(one.insert, one.row, run)
  else if ('remove' in one) await run(removeSql(one.remove), [one.id, one.id])
  else if ('append' in one) await run(APPEND, [one.append, bodiesOf(one.events)])
  else {
    const { update: table, id } = one
    const [record] = await run(`SELECT data FROM ${table} WHERE id = ? FOR UPDATE`, [id])
    const before = record && rowOf(table, record)
    const after = changedBy(one, before)
    if (before && after) await change(table, id, before, after, run)
  }
}

interface Versioned<Table extends TableName> {
  row: Tables[Table] | undefined
  version: string
}

/** Changes that only add, as one statement; undefined: there are others. */
function addAll(changes: readonly Change[]): Statement | undefined {
  const added = changes.flatMap((one): Statement[] => {
    if ('insert' in one) return [insertRow(one.insert, one.row)]
    return 'append' in one ? [{ text: APPEND, values: [one.append, bodiesOf(one.events)] }] : []
  })
  if (added.length === 0 || added.length < changes.length) return undefined
  const last = added.at(-1)?.text
  const before = added.slice(0, -1).map(({ text }, index) => `added${index} AS (${text})`)
  return {
    text: `${before.length > 0 ? `WITH ${before.join(', ')} ` : ''}${last}`,
    values: added.flatMap(({ values }) => values),
  }
}
