import { setTimeout as delay } from 'node:timers/promises'
import type { Pool, PoolClient } from 'pg'
import { messageOf } from '../../../contract/index.ts'
import type { Statement } from '../select.ts'
import { nameOfDatabase } from './address.ts'
import { isConflict, isOver, isUnavailable } from './failures.ts'

/** How many connections a platform takes at the most. */
const CONNECTIONS = 10
/** How long a database that restarts is waited for, in milliseconds: less than clients wait for an answer. */
const PATIENCE_MS = 15_000
/** From one try to connect to the next, in milliseconds. */
const RETRY_MS = 100
/** How often changes are made anew that others' changes got in the way of. */
const TRIES = 20

/** A row as the database answers with it. */
export type Row = Readonly<{ [column: string]: unknown }>

/** Runs one statement; the question marks of its text are the places of its values. */
export type Run = (text: string, values?: Values) => Promise<Row[]>

type Values = readonly (Statement['values'][number] | Uint8Array | null)[]

/** Connections to a PostgreSQL database. One that is lost is made anew. */
export interface Database extends AsyncDisposable {
  /** The database, as messages name it. */
  readonly name: string
  /** Runs what changes nothing; again, if the connection is lost meanwhile. */
  readonly read: Run
  /** Runs what changes something. If the connection is lost meanwhile, nobody knows whether it was done: it rejects. */
  readonly write: Run
  /**
   * Makes all of the changes or none, apart from others' changes of the same rows.
   * @param act is called again when others got in its way
   */
  transaction<T>(act: (run: Run) => Promise<T>): Promise<T>
}

/**
 * Connects to a database.
 * @throws if it can't be reached, or refuses; the message never holds a password
 */
export async function connectDatabase(url: string): Promise<Database> {
  const name = nameOfDatabase(url)
  // Loaded only where there is such a database.
  const { default: pg } = await import('pg')
  const pool = new pg.Pool({
    connectionString: url,
    max: CONNECTIONS,
    application_name: 'docker-transition',
    keepAlive: true,
    types: { getTypeParser: (oid: number) => (oid === BIGINT ? Number : pg.types.getTypeParser(oid)) },
  })
  // A connection that is lost fails what is asked of it. Besides, that it was lost is no failure of anything.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => void client.on('error', () => undefined))

  async function use<T>(act: (client: PoolClient) => Promise<T>): Promise<T> {
    const client = await connect(pool, PATIENCE_MS)
    let error: unknown
    try {
      return await act(client)
    } catch (thrown) {
      error = thrown
      throw thrown
    } finally {
      client.release(isUnavailable(error))
    }
  }

  const write: Run = (text, values) => use((client) => run(client, text, values))
  const database: Database = {
    name,
    read: async (text, values) => {
      for (let tries = 1; ; tries += 1) {
        try {
          return await write(text, values)
        } catch (error) {
          if (!isUnavailable(error) || tries === TRIES) throw error
        }
      }
    },
    write: (text, values) => untilAlone(() => write(text, values)),
    transaction: (act) => untilAlone(() => use((client) => transact(client, act))),
    [Symbol.asyncDispose]: () => pool.end(),
  }

  try {
    const client = await connect(pool, 0)
    client.release()
    return database
  } catch (error) {
    await pool.end()
    throw new Error(`No database answers at ${name}: ${messageOf(error)}`, { cause: error })
  }
}

/** The type of counts and sequences: numbers that JavaScript holds, which `pg` gives as text otherwise. */
const BIGINT = 20

async function connect(pool: Pool, patienceMs: number): Promise<PoolClient> {
  const deadline = Date.now() + patienceMs
  for (;;) {
    try {
      return await pool.connect()
    } catch (error) {
      if (isOver(error) || Date.now() >= deadline) throw error
      await delay(RETRY_MS)
    }
  }
}

async function run(client: PoolClient, text: string, values: Values = []): Promise<Row[]> {
  let place = 0
  const numbered = text.replaceAll('?', () => `$${(place += 1)}`)
  const { rows } = await client.query<Row>(numbered, values.map(storable))
  return rows
}

/** PostgreSQL keeps no NUL in a text. In JSON it is escaped, so only what is looked for can hold one: it finds nothing. */
function storable(value: Values[number]) {
  if (value instanceof Uint8Array) return Buffer.from(value.buffer, value.byteOffset, value.byteLength)
  return typeof value === 'string' ? value.replaceAll('\0', '\u{FFFD}') : value
}

async function transact<T>(client: PoolClient, act: (run: Run) => Promise<T>): Promise<T> {
  await client.query('BEGIN')
  try {
    const result = await act((text, values) => run(client, text, values))
    await client.query('COMMIT')
    return result
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined)
    throw error
  }
}

/** Tries again what the database gave up for others' sake: nothing of it was done. */
async function untilAlone<T>(act: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await act()
    } catch (error) {
      if (!isConflict(error) || tries === TRIES) throw error
      await delay(Math.random() * 10 * tries)
    }
  }
}
