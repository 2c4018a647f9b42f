import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { fileURLToPath } from 'node:url'
import { Client } from 'pg'
import { describe, expect, it } from 'vitest'
import { openPostgresStore } from '../../platform/store/postgres/postgres.ts'
import { openSqliteStore } from '../../platform/store/sqlite.ts'
import { why } from '../support/postgres/binaries.ts'
import { START_MS } from '../support/stores.ts'
import { oldStores, type OldStore } from './stores.ts'

const [sqlite, postgres] = oldStores
const fileOf = (name: string) => fileURLToPath(new URL(name, import.meta.url))

describe('an upgrade that is killed and started again ends as if it was not', () => {
  /** How many times it is killed, spread over all that it does. */
  const KILLS = 12

  it(
    'on SQLite',
    async () => {
      await using old = await (sqlite as (typeof oldStores)[number]).open()
      const whole = await fileToUpgrade(old)
      const statements = Number(upgrade(whole).stdout)
      expect(statements).toBeGreaterThan(500)
      const expected = contentOf(whole)
      expect(expected['executions']?.length).toBeGreaterThan(10)
      for (let kill = 1; kill <= KILLS; kill += 1) {
        const path = await fileToUpgrade(old)
        expect(upgrade(path, Math.round((statements * kill) / KILLS)).signal).toBe('SIGKILL')
        await openSqliteStore(path)[Symbol.asyncDispose]()
        expect(contentOf(path)).toEqual(expected)
      }
    },
    START_MS,
  )

  it.skipIf(postgres?.skip)(
    `on PostgreSQL${why}`,
    async () => {
      await using old = await (postgres as (typeof oldStores)[number]).open()
      const whole = (await old.copy()).database ?? ''
      await (await openPostgresStore(whole))[Symbol.asyncDispose]()
      const expected = await rowsOfDatabase(whole)
      expect(expected['executions']?.length).toBeGreaterThan(10)
      for (const table of ['appclients', 'executions', 'instances']) {
        const { database = '' } = await old.copy()
        await killWhereItWaitsFor(table, database)
        await (await openPostgresStore(database))[Symbol.asyncDispose]()
        expect(await rowsOfDatabase(database)).toEqual(expected)
      }
    },
    START_MS,
  )
})

const fileToUpgrade = async (old: OldStore) => join((await old.copy()).data ?? '', 'platform.sqlite')

function upgrade(path: string, killAt?: number) {
  const args = ['--require', fileOf('killed-upgrade.cjs'), fileOf('open-store.ts'), path]
  const env = { ...process.env, ...(killAt !== undefined && { KILL_AT: String(killAt) }) }
  return spawnSync(process.execPath, args, { env, encoding: 'utf8' })
}

type Content = Record<string, Record<string, unknown>[]>

/** All that a file holds: its schema and its rows. */
function contentOf(path: string): Content {
  using database = new DatabaseSync(path)
  const schema = database.prepare('SELECT type, name, sql FROM sqlite_schema ORDER BY type, name').all()
  const tables = schema.flatMap(({ type, name }) => (type === 'table' ? [String(name)] : []))
  return {
    schema: schema.map((one) => ({ ...one })),
    ...Object.fromEntries(
      tables.map((table) => [
        table,
        database
          .prepare(`SELECT * FROM ${table} ORDER BY 1, 2`)
          .all()
          .map((row) => ({ ...row })),
      ]),
    ),
  }
}

/** Ends the connection that upgrades a database as soon as it can't go on, for somebody else uses this table. */
async function killWhereItWaitsFor(table: string, database: string): Promise<void> {
  const user = new Client(database)
  await user.connect()
  await user.query(`BEGIN; LOCK TABLE ${table} IN ACCESS SHARE MODE`)
  const upgrading = openPostgresStore(database).then(
    () => 'upgraded',
    () => 'killed',
  )
  for (let killed = 0; killed === 0;) {
    const { rowCount } = await user.query(
      "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE NOT granted AND mode = 'AccessExclusiveLock'",
    )
    killed = rowCount ?? 0
  }
  expect(await upgrading).toBe('killed')
  await user.end()
}

async function rowsOfDatabase(database: string): Promise<Content> {
  const client = new Client(database)
  await client.connect()
  const all = async (text: string) => (await client.query<Record<string, unknown>>(text)).rows
  const columns = await all(`SELECT table_name, column_name, is_generated, is_nullable, data_type
    FROM information_schema.columns WHERE table_schema = 'public' ORDER BY 1, 2`)
  const indexes = await all("SELECT indexdef FROM pg_indexes WHERE schemaname = 'public' ORDER BY 1")
  const content: Content = { columns, indexes }
  for (const name of new Set(columns.map(({ table_name: table }) => String(table))))
    content[name] = await all(`SELECT * FROM ${name} ORDER BY 1`)
  await client.end()
  return content
}
