import { copyFile, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gunzipSync } from 'node:zlib'
import { Client } from 'pg'
import type { StateOptions } from '../../platform/state.ts'
import { hasNoPostgres, why } from '../support/postgres/binaries.ts'
import { untilQuiet, watchPools } from '../support/postgres/busy.ts'
import { startPostgres } from '../support/postgres/server.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import type ids from './schema-6/sqlite/ids.json'

export type Ids = typeof ids

/** Copies of a store that an earlier version has written. */
export interface OldStore extends AsyncDisposable {
  ids: Ids
  /** @returns what opens a new copy of it */
  copy(): Promise<StateOptions>
  /** Lets everything run that waits for the database. */
  settle?: () => Promise<void>
}

/** The stores of `schema-6/`, on each database. */
export const oldStores: readonly { name: string; skip: boolean; open: () => Promise<OldStore> }[] = [
  {
    name: 'SQLite',
    skip: false,
    async open() {
      const stack = new AsyncDisposableStack()
      return {
        ids: await idsOf('sqlite'),
        async copy() {
          const data = stack.use(await temporaryFolder()).path
          const written = await readFile(fileOf('sqlite', 'platform.sqlite.gz'))
          await writeFile(join(data, 'platform.sqlite'), gunzipSync(written))
          await copyFile(fileOf('sqlite', 'key'), join(data, 'key'))
          return { data }
        },
        [Symbol.asyncDispose]: () => stack.disposeAsync(),
      }
    },
  },
  {
    name: `PostgreSQL${why}`,
    skip: hasNoPostgres,
    async open() {
      const stack = new AsyncDisposableStack()
      const server = stack.use(await startPostgres({ auth: 'trust' }))
      stack.use(watchPools())
      const dump = await readFile(fileOf('postgres', 'dump.sql'), 'utf8')
      return {
        ids: await idsOf('postgres'),
        async copy() {
          const database = await server.createDatabase()
          const client = new Client(database)
          await client.connect()
          await client.query(dump)
          await client.end()
          return { database, key: fileOf('postgres', 'key') }
        },
        settle: untilQuiet,
        [Symbol.asyncDispose]: () => stack.disposeAsync(),
      }
    },
  },
]

const fileOf = (kind: string, name: string) =>
  fileURLToPath(new URL(`schema-6/${kind}/${name}`, import.meta.url))

const idsOf = async (kind: string): Promise<Ids> =>
  JSON.parse(await readFile(fileOf(kind, 'ids.json'), 'utf8'))
