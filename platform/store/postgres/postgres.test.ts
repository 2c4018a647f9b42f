import { setTimeout as delay } from 'node:timers/promises'
import { inspect } from 'node:util'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { hasNoPostgres, why } from '../../../test/support/postgres/binaries.ts'
import { PASSWORD, startPostgres, type PostgresServer } from '../../../test/support/postgres/server.ts'
import { START_MS } from '../../../test/support/stores.ts'
import { migrations } from '../migrations.ts'
import type { Tables } from '../tables.ts'
import { connectDatabase } from './database.ts'
import { migrate } from './migrate.ts'
import { openPostgresStore } from './postgres.ts'

const user = (userId: string) => ({ userId, email: 'a@example.com' }) as Tables['users']

/** Runs one statement on a database, as an administrator would. */
async function ask(url: string, text: string): Promise<Record<string, unknown>[]> {
  const client = new Client(url)
  await client.connect()
  const { rows } = await client.query(text)
  await client.end()
  return rows
}

describe.skipIf(hasNoPostgres)(`PostgreSQL${why}`, () => {
  let server: PostgresServer
  beforeAll(async () => void (server = await startPostgres()), START_MS)
  afterAll(() => server?.[Symbol.asyncDispose]())

  it('is brought up to date once by several that start at the same time', async () => {
    const url = await server.createDatabase()
    const stores = await Promise.all(Array.from({ length: 6 }, () => openPostgresStore(url)))
    await Promise.all(stores.map((store, index) => store.insert('users', user(`u${index}`))))
    expect(await stores[0]?.count('users')).toBe(6)
    expect(await ask(url, 'SELECT version FROM schemaVersion')).toEqual([{ version: migrations.length }])
    await Promise.all(stores.map((store) => store[Symbol.asyncDispose]()))
  })

  it('is not brought up to date while a platform of an older version uses it, but with all that it wrote', async () => {
    const url = await server.createDatabase()
    {
      await using database = await connectDatabase(url)
      await migrate(database, migrations.slice(0, 1))
    }
    const old = new Client({ connectionString: url, application_name: 'docker-transition' })
    await old.connect()
    const insert = (table: string, row: object) =>
      old.query(`INSERT INTO ${table} (body) VALUES ($1)`, [JSON.stringify(row)])
    await insert('executions', { executionId: 'e', queue: 'q', due: 7 })
    await insert('documents', { documentId: 'd', datasetId: 's', groundTruth: [{ label: 'x', value: '1' }] })
    await expect(openPostgresStore(url)).rejects.toThrow(
      'is in use by a platform of an older version, at 127.0.0.1: stop all of those',
    )
    expect(await ask(url, 'SELECT version FROM schemaVersion')).toEqual([{ version: 1 }])
    await insert('users', user('meanwhile'))

    await old.query("SET application_name = 'hidden'")
    await using store = await openPostgresStore(url)
    // By a pooler an older one may have been hidden: it can't write rows without their columns.
    await expect(insert('users', user('late'))).rejects.toThrow('column "body"')
    await old.end()
    expect(await store.count('users')).toBe(1)
    const { rows } = await store.list('executions', { where: { queue: 'q' }, limit: 1 })
    expect(rows).toEqual(await store.overdue('executions', 7, 1))
    expect(await store.countLabels('s')).toEqual({ documents: 1, labels: { x: 1 } })
    await store.remove('documents', 'd')
    expect(await store.countLabels('s')).toEqual({ documents: 0, labels: {} })
  })

  it('of a newer version is left alone', async () => {
    const url = await server.createDatabase()
    await (await openPostgresStore(url))[Symbol.asyncDispose]()
    await ask(url, 'UPDATE schemaVersion SET version = 1000')
    await expect(openPostgresStore(url)).rejects.toThrow(
      'newer version of docker-transition (schema 1000): upgrade',
    )
  })

  it('may be restarted: what is asked meanwhile waits, and what was acknowledged is there', async () => {
    await using store = await openPostgresStore(await server.createDatabase())
    const state = { isOver: false, written: 0 }
    const writing = Array.from({ length: 4 }, async (_, writer) => {
      for (let count = 0; !state.isOver; count += 1) {
        // A write whose answer is lost may be done or not: it rejects.
        const isDone = await store.insert('users', user(`${writer} ${count}`)).then(
          () => true,
          () => false,
        )
        if (isDone) state.written += 1
      }
    })
    await delay(50)
    await server.restart()
    const { written: before } = state
    do await store.count('users')
    while (state.written < before + 10)
    state.isOver = true
    await Promise.all(writing)
    const { written } = state
    // Of those without an answer each connection had one at the most.
    const found = await store.count('users')
    expect(found).toBeGreaterThanOrEqual(written)
    expect(found).toBeLessThanOrEqual(written + 4)
  })

  it.each([
    ['a wrong password', (url: string) => url.replace(PASSWORD, 'wrong'), 'password authentication failed'],
    ['no such database', (url: string) => `${url}0`, 'does not exist'],
    ['a port where nothing listens', (url: string) => url.replace(/:\d+\//, ':1/'), 'ECONNREFUSED'],
    ['another scheme', (url: string) => url.replace('postgres:', 'mysql:'), 'mysql://: expected postgres://'],
    ['no URL', (url: string) => url.replace('://', ' '), 'expected postgres://USER@HOST:PORT/NAME'],
    ['a password with an @ and a #', (url: string) => url.replace(PASSWORD, `1/${PASSWORD}@#`), '%40'],
  ])('says what is wrong with %s, and never a password', async (_, change, words) => {
    const error: unknown = await openPostgresStore(change(await server.createDatabase())).catch(
      (e: unknown) => e,
    )
    expect(error).toBeInstanceOf(Error)
    expect(String(error)).toContain(words)
    expect(inspect(error, { depth: 9, showHidden: true })).not.toContain(PASSWORD)
  })
})
