// No query may cost more the longer a platform has run: each touches about as many rows as it answers with. What a planner
// chooses depends on what it knows, so each is asked when few and when many rows have ended, and few and many are queued.
import { DatabaseSync } from 'node:sqlite'
import { mkdtempDisposable } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hasNoPostgres, why } from '../../test/support/postgres/binaries.ts'
import { startPostgres } from '../../test/support/postgres/server.ts'
import { START_MS } from '../../test/support/stores.ts'
import { migrations } from './migrations.ts'
import { openPostgresStore } from './postgres/postgres.ts'
import { dialect } from './postgres/postgres-schema.ts'
import { selectFirst, selectPage, type Dialect, type Statement } from './select.ts'
import { openSqliteStore } from './sqlite.ts'
import type { DueTableName, TableName } from './store.ts'

const LIMIT = 20
/** How many rows more than it answers with a query may touch: of a small table it may read all. */
const SLACK = 110

/** Tables that grow with what a platform does. */
const GROWING = ['executions', 'workflowExecutions', 'logs', 'documents', 'threads'] as const
type Growing = (typeof GROWING)[number]

/** What is in a growing table, as its fields. Those of the last rows are `fresh`: what is looked for last is found last. */
interface Shape {
  name: string
  ended: number
  queued: number
}

const SHAPES: readonly Shape[] = [
  { name: 'few ended, few queued', ended: 100, queued: 3 },
  { name: 'few ended, many queued', ended: 500, queued: 4000 },
  { name: 'many ended, few queued', ended: 20_000, queued: 3 },
  { name: 'many ended, many queued', ended: 20_000, queued: 4000 },
]

/** What was few is many, and the other way round. */
const oppositeOf = (shape: Shape): Shape => SHAPES[SHAPES.length - 1 - SHAPES.indexOf(shape)] ?? shape

/** By which fields rows are found, and by what sorted: as the indexes say that are there for it. */
function lists(table: Growing): { where: string[]; sortBy?: string }[] {
  const parts = migrations.flat()
  const columns = parts.flatMap((part) => {
    if (part.make === 'index' && part.on === table) return [part.columns]
    return part.make === 'optional column' && part.on === table ? [[part.name]] : []
  })

  return [
    { where: [] },
    ...columns.map((names) => {
      const last = names.at(-1)
      return last?.endsWith('Time') ? { where: names.slice(0, -1), sortBy: last } : { where: [...names] }
    }),
  ]
}

/** What is in a column; `n` is the row's number, `fresh` whether it is one of the last. */
const VALUES: Record<string, string> = {
  status: "CASE WHEN fresh THEN 'running' ELSE 'succeeded' END",
  queue: "CASE WHEN fresh THEN 'fresh' END",
  due: 'CASE WHEN fresh THEN n END',
  phase: "CASE WHEN fresh THEN 'fresh' ELSE 'old' END",
  startTime: "'2026-01-01T00:00:00.' || n",
  endTime: "'2026-01-01T00:00:00.' || n",
}
/** What is in any other. */
const OTHER = "CASE WHEN fresh THEN 'fresh' ELSE 'old' || (n % 3) END"

function fieldsOf(table: Growing): string[] {
  const all = lists(table).flatMap(({ where, sortBy }) => [
    ...where,
    ...(sortBy === undefined ? [] : [sortBy]),
  ])
  return [...new Set([...all, ...(isDueTable(table) ? ['due'] : [])])]
}

/** A query, and with how many rows it answers at the most. */
interface Query extends Statement {
  rows: number
}

/** All that is asked of a growing table, with values that the last rows have. */
function queriesOf(table: Growing, ofDatabase?: Dialect): Query[] {
  const pages = lists(table).flatMap(({ where, sortBy }) => {
    const wanted = Object.fromEntries(where.map((name) => [name, name === 'status' ? 'running' : 'fresh']))
    const query = { where: wanted, limit: LIMIT - 1, ...(sortBy !== undefined && { sortBy }) }
    const last = Buffer.from(
      JSON.stringify([sortBy === undefined ? 1 : '2026-01-01T00:00:00.1', 1]),
    ).toString('base64url')
    return (['ascending', 'descending'] as const).flatMap((direction) => [
      ...selectPage(table, { ...query, order: direction }, ofDatabase),
      ...selectPage(table, { ...query, order: direction, nextToken: last }, ofDatabase),
    ])
  })
  return [
    ...pages.map((page) => ({ ...page, rows: LIMIT })),
    { text: `SELECT data FROM ${table} WHERE id = ?`, values: ['fresh'], rows: 1 },
    ...(isDueTable(table)
      ? [
          {
            text: `SELECT data FROM ${table} WHERE due <= ? ORDER BY due LIMIT ?`,
            values: [10 ** 9, LIMIT],
            rows: LIMIT,
          },
        ]
      : []),
    ...(table === 'executions' ? [{ ...selectFirst(table, 'queue', 'fresh'), rows: 1 }] : []),
  ]
}

const isDueTable = (table: TableName): table is DueTableName =>
  ['executions', 'documents', 'threads'].includes(table)

const insertSql = (table: Growing, series: string) => {
  const fields = fieldsOf(table)
  const values = fields.map((name) => VALUES[name] ?? OTHER)
  return `INSERT INTO ${table} (data, id, ${fields.join(', ')})
    SELECT '{}', '${table}' || n, ${values.join(', ')} FROM ${series}`
}

describe.skipIf(hasNoPostgres)(`on PostgreSQL${why}`, () => {
  const stack = new AsyncDisposableStack()
  let client: Client
  beforeAll(async () => {
    const server = stack.use(await startPostgres({ auth: 'trust' }))
    const url = await server.createDatabase()
    await (await openPostgresStore(url))[Symbol.asyncDispose]()
    client = new Client(url)
    await client.connect()
    stack.defer(() => client.end())
  }, START_MS)
  afterAll(() => stack.disposeAsync())

  test.each(SHAPES)(
    '$name: no query walks past rows that it does not answer with',
    async (shape) => {
      const walked: Record<string, Touched> = {}
      async function look(table: Growing, statistics: 'stale' | 'no' | 'fresh'): Promise<void> {
        for (const { text, values, rows } of queriesOf(table, dialect))
          for (const mode of ['force_custom_plan', 'force_generic_plan']) {
            const touched = await explain(text, values, mode)
            // A planner that knows little may sort all that a filter finds; but no claim may wait for that.
            const isBounded = statistics === 'fresh' || rows === 1
            const count = touched.removed + (isBounded ? touched.found : 0)
            if (count > rows + SLACK) walked[`${mode}, ${statistics} statistics: ${text}`] = touched
          }
      }
      for (const table of GROWING) {
        await fill(table, oppositeOf(shape))
        await client.query(`ANALYZE ${table}`)
        await fill(table, shape)
        // Those of another time, as after a burst.
        await look(table, 'stale')
        await client.query('DELETE FROM pg_statistic WHERE starelid = $1::regclass', [table])
        await look(table, 'no')
        await client.query(`ANALYZE ${table}`)
        await look(table, 'fresh')
      }
      expect(walked).toEqual({})
    },
    START_MS,
  )

  /** Nothing but this test makes statistics. */
  async function fill(table: Growing, { ended, queued }: Shape): Promise<void> {
    await client.query(`ALTER TABLE ${table} SET (autovacuum_enabled = false)`)
    await client.query(`TRUNCATE ${table}`)
    const numbers = `generate_series(1, ${ended + queued}) AS n`
    await client.query(insertSql(table, `(SELECT n, n > ${ended} AS fresh FROM ${numbers}) AS rows`))
  }

  async function explain(text: string, values: Statement['values'], mode: string): Promise<Touched> {
    let place = 0
    const numbered = text.replaceAll('?', () => `$${(place += 1)}`)
    const types = values.map((value) => (typeof value === 'number' ? 'bigint' : 'text'))
    const given = values.map((value) => (typeof value === 'number' ? String(value) : `'${value}'`))

    await client.query(`SET plan_cache_mode = ${mode}`)
    await client.query(`PREPARE asked ${listOf(types)} AS ${numbered}`)
    const { rows } = await client.query(`EXPLAIN (ANALYZE, FORMAT JSON) EXECUTE asked ${listOf(given)}`)
    await client.query('DEALLOCATE asked')
    return touchedBy(rows[0]['QUERY PLAN'][0].Plan)
  }
})

const listOf = (all: string[]) => (all.length > 0 ? `(${all.join(', ')})` : '')

interface PlanNode {
  'Actual Rows': number
  'Actual Loops': number
  'Rows Removed by Filter'?: number
  Plans?: PlanNode[]
}

/** How many rows a plan found, and how many it looked at for nothing. */
interface Touched {
  found: number
  removed: number
}

function touchedBy(node: PlanNode): Touched {
  const loops = node['Actual Loops']
  const removed = (node['Rows Removed by Filter'] ?? 0) * loops
  if (!node.Plans) return { found: node['Actual Rows'] * loops, removed }
  const below = node.Plans.map(touchedBy)
  return {
    found: below.reduce((sum, one) => sum + one.found, 0),
    removed: below.reduce((sum, one) => sum + one.removed, removed),
  }
}

describe('on SQLite', () => {
  test.each([false, true])(
    'each query searches by all that it filters (analyzed: %s)',
    async (isAnalyzed) => {
      await using folder = await mkdtempDisposable(join(tmpdir(), 'test-'))
      const path = join(folder.path, 'platform.sqlite')
      await openSqliteStore(path)[Symbol.asyncDispose]()
      using database = new DatabaseSync(path)
      for (const { ended, queued } of SHAPES) {
        for (const table of GROWING) {
          database.exec(`DELETE FROM ${table}`)
          const numbers = `WITH RECURSIVE numbers(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM numbers LIMIT ${ended + queued})`
          const series = `(${numbers} SELECT n, n > ${ended} AS fresh FROM numbers)`
          database.exec(insertSql(table, series))
        }
        if (isAnalyzed) {
          database.exec('ANALYZE')
          await openSqliteStore(path)[Symbol.asyncDispose]()
        }
        using planner = new DatabaseSync(path)

        for (const table of GROWING)
          for (const { text } of queriesOf(table)) {
            const plan = planner.prepare(`EXPLAIN QUERY PLAN ${text}`).all()
            // One step: nothing is sorted.
            expect(plan, text).toHaveLength(1)
            for (const [, column = '', sign = ''] of text.matchAll(/(\w+) (=|<|>)=? \?/g))
              expect(String(plan[0]?.['detail']), text).toMatch(
                new RegExp(`\\b${column === 'sequence' ? '(sequence|rowid)' : column}${sign}\\?`),
              )
          }
      }
    },
    START_MS,
  )
})
