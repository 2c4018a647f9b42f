import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { ephemeralKeyring, openKeyring, type Keyring } from './keyring.ts'
import { openPostgresStore } from './store/postgres/postgres.ts'
import { openSqliteStore } from './store/sqlite.ts'
import type { Store } from './store/store.ts'

/** Keeps no state. */
export const IN_MEMORY = ':memory:'

/** Where a platform keeps its state. */
export interface StateOptions {
  /** The folder that keeps the platform's state, or `:memory:` (the default). */
  data?: string
  /**
   * The URL of a PostgreSQL database that keeps the state instead, `postgres://…`; several platforms may use one. The
   * folder then keeps only the key.
   */
  database?: string
  /**
   * The file that keeps the key by which secrets are sealed, tokens signed and the first credentials made. Default: `key` in the
   * folder. Platforms on one database must have the same.
   */
  key?: string
}

/** What a platform keeps, and the keys to it. */
export interface State {
  store: Store
  keyring: Keyring
}

/** @throws if the state can't be kept there; no message holds a password */
export async function openState({ data = IN_MEMORY, database, key }: StateOptions): Promise<State> {
  const keyFile = key ?? (data === IN_MEMORY ? undefined : join(data, 'key'))
  if (database !== undefined && keyFile === undefined)
    throw new Error('what stays in a database needs a key that stays: say which folder or file keeps it')
  const keyring = keyFile === undefined ? ephemeralKeyring() : await openKeyring(keyFile)
  if (database !== undefined) return { keyring, store: await openPostgresStore(database) }
  if (data === IN_MEMORY) return { keyring, store: openSqliteStore(data) }
  await mkdir(data, { recursive: true })
  return { keyring, store: openSqliteStore(join(data, 'platform.sqlite')) }
}
