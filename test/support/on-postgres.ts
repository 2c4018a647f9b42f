// A setup file: makes the embedded platforms of a test file keep their state in PostgreSQL.
import { join } from 'node:path'
import { Client } from 'pg'
import { afterAll, beforeAll, beforeEach } from 'vitest'
import { useStore } from './embedded-store.ts'
import { START_MS } from './stores.ts'
import { temporaryFolder } from './temporary-folder.ts'
import { hasNoPostgres, why } from './postgres/binaries.ts'
import { untilQuiet, watchPools } from './postgres/busy.ts'
import { startPostgres } from './postgres/server.ts'

const stack = new AsyncDisposableStack()

beforeAll(async () => {
  if (hasNoPostgres) return
  const server = stack.use(await startPostgres({ auth: 'trust' }))
  const key = join(stack.use(await temporaryFolder()).path, 'key')
  stack.use(watchPools())
  const free: Database[] = []
  useStore({
    async open() {
      const database = free.pop() ?? stack.use(await connect(await server.createDatabase()))
      await database.empty()
      return {
        options: { database: database.url, key },
        [Symbol.dispose]: () => void free.push(database),
      }
    },
    settle: untilQuiet,
  })
}, START_MS)
beforeEach(({ skip }) => skip(hasNoPostgres, why.trim()))
afterAll(async () => {
  useStore(undefined)
  await stack.disposeAsync()
})

interface Database extends AsyncDisposable {
  url: string
  /** Removes all rows: a new database takes ten times as long to make. */
  empty(): Promise<void>
}

async function connect(url: string): Promise<Database> {
  const client = new Client(url)
  await client.connect()
  return {
    url,
    async empty() {
      const { rows } = await client.query<{ name: string }>(
        "SELECT relname AS name FROM pg_stat_user_tables WHERE relname <> 'schemaversion'",
      )
      if (rows.length > 0) await client.query(`TRUNCATE ${rows.map(({ name }) => name).join(', ')}`)
    },
    [Symbol.asyncDispose]: () => client.end(),
  }
}
