import { join } from 'node:path'
import { Client } from 'pg'
import { afterAll, beforeAll, describe } from 'vitest'
import { useStore } from '../support/embedded-store.ts'
import { hasNoPostgres, isWholeOnPostgres, why } from '../support/postgres/binaries.ts'
import { untilQuiet, watchPools } from '../support/postgres/busy.ts'
import { startPostgres } from '../support/postgres/server.ts'
import { START_MS } from '../support/stores.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

// The tests themselves stand in those files; each runs here once more.
describe.skipIf(hasNoPostgres)(`on PostgreSQL${why}`, async () => {
  const stack = new AsyncDisposableStack()
  beforeAll(async () => {
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
  afterAll(async () => {
    useStore(undefined)
    await stack.disposeAsync()
  })

  await import('../../platform/workflows/workflow.test.ts')
  await import('../../platform/holder.test.ts')
  // Every second of their clocks is some queries: the gate has no time for them.
  if (!isWholeOnPostgres) return
  await import('../../platform/work-queue.test.ts')
  await import('../../platform/workflows/branches.test.ts')
  await import('../../platform/workflows/states.test.ts')
  await import('../../platform/workflows/failures.test.ts')
  await import('../../platform/workflows/by-hand.test.ts')
  await import('../../platform/workflows/notices.test.ts')
  await import('../../platform/workflows/time.test.ts')
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
