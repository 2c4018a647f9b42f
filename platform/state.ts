import { join } from 'node:path'
import { ephemeralKeyring, openKeyring, type Keyring } from './access/keyring.ts'
import { openStateFolder } from './state-folder.ts'
import { openPostgresStore } from './store/postgres/postgres.ts'
import { openSqliteStore } from './store/sqlite.ts'
import type { Store } from './store/store.ts'

/** The `data` of a platform that stores nothing on disk. */
export const IN_MEMORY = ':memory:'

/** Where a platform stores its state. */
export interface StateOptions {
  /** The folder of the platform's state, or `:memory:` (the default). */
  data?: string
  /**
   * The URL of a PostgreSQL database that stores the state instead, `postgres://…`; several platforms may use one. The
   * folder then has only the key.
   */
  database?: string
  /**
   * The file of the key that seals secrets, signs tokens and makes the first credentials. Default: `key` in the folder.
   * Platforms on one database must have the same.
   */
  key?: string
}

/** A platform's store, and its keys. */
export interface State {
  store: Store
  keyring: Keyring
}

/** @throws if the state can't be stored there; no message holds a password */
export async function openState({ data = IN_MEMORY, database, key }: StateOptions): Promise<State> {
  const keyFile = key ?? (data === IN_MEMORY ? undefined : join(data, 'key'))
  if (database !== undefined && keyFile === undefined)
    throw new Error('a database needs a key that outlives the process: name its file, or a folder for it')
  const keyring = keyFile === undefined ? ephemeralKeyring() : await openKeyring(keyFile)
  if (database !== undefined) return { keyring, store: await openPostgresStore(database) }
  if (data === IN_MEMORY) return { keyring, store: openSqliteStore(data) }
  return { keyring, store: openSqliteStore(await openStateFolder(data)) }
}
