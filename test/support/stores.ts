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
}

/** Each kind of store, for tests that are the same on all. */
export const kindsOfStores: readonly { name: string; skip: boolean; start: () => Promise<Stores> }[] = [
  {
    name: 'SQLite',
    skip: false,
    start: async () => ({
      open: async () => openSqliteStore(':memory:'),
      [Symbol.asyncDispose]: async () => undefined,
    }),
  },
  {
    name: `PostgreSQL${why}`,
    skip: hasNoPostgres,
    start: async () => {
      const server = await startPostgres()
      return {
        open: async () => openPostgresStore(await server.createDatabase()),
        [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
      }
    },
  },
]
