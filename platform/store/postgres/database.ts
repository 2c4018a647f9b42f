import { setTimeout as delay } from 'node:timers/promises'
import type { Pool, PoolClient } from 'pg'
import { messageOf } from '../../../contract/index.ts'
import type { Statement } from '../select.ts'
import { nameOfDatabase } from './address.ts'
import { isConflict, isPermanent, isUnavailable } from './failures.ts'

/** How many connections a platform takes at the most. */
const CONNECTIONS = 10
/** How long a restarting database is waited for, in milliseconds: less than clients wait for an answer. */
const RECONNECT_WITHIN_MS = 15_000
/** From one attempt to connect to the next, in milliseconds. */
const RETRY_MS = 100
/** After how many attempts a change fails that conflicts with others each time. */
const ATTEMPTS = 20

/** Names this version's connections: those of versions before plain columns are `docker-transition`. */
const APPLICATION_NAME = 'docker-transition/2'

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
   * @param act is called again after a conflict
   */
  transaction<T>(act: (run: Run) => Promise<T>): Promise<T>
  /** Listens to a channel on a connection of its own. @returns once that has ended, or the signal aborts */
  listen(channel: string, options: ListenOptions): Promise<void>
}

interface ListenOptions {
  onMessage: (payload: string) => void
  /** Called once it listens. */
  onStart: () => void
  signal: AbortSignal
}

/**
 * Connects to a database.
 * @throws if it can't be reached, or refuses; the message never holds a password
 */
export async function connectDatabase(url: string): Promise<Database> {
  const name = nameOfDatabase(url)
  const isPreparing = new URL(url).searchParams.get('prepare') !== 'false'
  // Loaded only where there is such a database.
  const { default: pg } = await import('pg')
  const pool = new pg.Pool({
    connectionString: url,
    max: CONNECTIONS,
    application_name: APPLICATION_NAME,
    keepAlive: true,
    types: { getTypeParser: (oid: number) => (oid === BIGINT ? Number : pg.types.getTypeParser(oid)) },
  })
  // A lost connection fails the query that uses it. One that is idle concerns nobody.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => {
    client.on('error', () => undefined)
    if (!isPreparing) unprepared.add(client)
  })

  async function use<T>(act: (client: PoolClient) => Promise<T>): Promise<T> {
    const client = await connect(pool, RECONNECT_WITHIN_MS)
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
      for (let attempt = 1; ; attempt += 1) {
        try {
          return await write(text, values)
        } catch (error) {
          if (!isUnavailable(error) || attempt === ATTEMPTS) throw error
        }
      }
    },
    write: (text, values) => retryConflicts(() => write(text, values)),
    async listen(channel, { onMessage, onStart, signal }) {
      const client = new pg.Client({
        connectionString: url,
        application_name: APPLICATION_NAME,
        keepAlive: true,
      })
      const ended = Promise.withResolvers<void>()
      client.on('error', () => ended.resolve())
      client.on('end', () => ended.resolve())
      client.on('notification', ({ payload = '' }) => onMessage(payload))
      signal.addEventListener('abort', () => ended.resolve(), { once: true })
      try {
        await client.connect()
        await client.query(`LISTEN ${channel}`)
        onStart()
        if (!signal.aborted) await ended.promise
      } finally {
        await client.end().catch(() => undefined)
      }
    },
    transaction: (act) => retryConflicts(() => use((client) => transact(client, act))),
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

async function connect(pool: Pool, withinMs: number): Promise<PoolClient> {
  const deadline = performance.now() + withinMs
  for (;;) {
    try {
      return await pool.connect()
    } catch (error) {
      if (isPermanent(error) || performance.now() >= deadline) throw error
      await delay(RETRY_MS)
    }
  }
}

async function run(client: PoolClient, text: string, values: Values = []): Promise<Row[]> {
  // Several statements at once, as those of a migration, have no values and can't be prepared.
  if (values.length === 0) return (await client.query<Row>(text)).rows
  const { rows } = await client.query<Row>({ ...statementOf(text, client), values: values.map(storable) })
  return rows
}

/** Numbered and named by their text: the database parses a named statement once for each connection. */
const statements = new Map<string, { name: string; text: string }>()
/** How many statements get a name. The code has fewer; only unusual lists make new ones. */
const NAMED_STATEMENTS = 500

function statementOf(text: string, client: PoolClient): { name?: string; text: string } {
  const known = statements.get(text)
  if (known) return unprepared.has(client) ? { text: known.text } : known
  let place = 0
  const numbered = text.replaceAll('?', () => `$${(place += 1)}`)
  if (statements.size < NAMED_STATEMENTS)
    statements.set(text, { name: `s${statements.size}`, text: numbered })
  return { text: numbered }
}

/** Connections by way of a pooler that keeps no prepared statements. */
const unprepared = new WeakSet<PoolClient>()

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

/** Retries, with backoff and jitter, what the database rolled back because of a conflict. */
async function retryConflicts<T>(act: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await act()
    } catch (error) {
      if (!isConflict(error) || attempt === ATTEMPTS) throw error
      await delay(Math.random() * 10 * attempt)
    }
  }
}
