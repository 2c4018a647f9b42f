import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { PlatformOptions } from '../../platform/index.ts'
import { openPostgresStore } from '../../platform/store/postgres/postgres.ts'
import { openSqliteStore } from '../../platform/store/sqlite.ts'
import type { Store } from '../../platform/store/store.ts'
import { hasNoPostgres, why } from './postgres/binaries.ts'
import { startPostgres } from './postgres/server.ts'

/** A server may take this long to start, in milliseconds. */
export const START_MS = 120_000

/** Where stores are kept. */
export interface Stores extends AsyncDisposable {
  /** @returns a new, empty one */
  open(): Promise<Store>
  /** What makes a platform keep its state in a new, empty one. */
  options(): Promise<Pick<PlatformOptions, 'data' | 'database' | 'key'>>
}

/** Each kind of store, for tests that are the same on all. */
export const kindsOfStores: readonly { name: string; skip: boolean; start: () => Promise<Stores> }[] = [
  {
    name: 'SQLite',
    skip: false,
    start: async () => ({
      open: async () => openSqliteStore(':memory:'),
      options: async () => ({}),
      [Symbol.asyncDispose]: async () => undefined,
    }),
  },
  {
    name: `PostgreSQL${why}`,
    skip: hasNoPostgres,
    start: async () => {
      const server = await startPostgres()
      const folder = await mkdtemp(join(tmpdir(), 'test-'))
      return {
        open: async () => openPostgresStore(await server.createDatabase()),
        options: async () => ({ database: await server.createDatabase(), key: join(folder, 'key') }),
        async [Symbol.asyncDispose]() {
          await server[Symbol.asyncDispose]()
          await rm(folder, { recursive: true })
        },
      }
    },
  },
]
