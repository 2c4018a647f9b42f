import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { Client } from 'pg'
import type { StateOptions } from '../../platform/state.ts'
import { hasNoPostgres, isWholeOnPostgres, why } from '../support/postgres/binaries.ts'
import { startPostgres } from '../support/postgres/server.ts'

/** Where a platform that is killed keeps its state. */
export interface Place extends AsyncDisposable {
  /** What makes the built command use it. */
  readonly args: string[]
  readonly options: StateOptions
  /** What a query counts, while no platform uses it. */
  count(sql: string): Promise<number>
  /** What the database finds wrong with itself. */
  faults(): Promise<string[]>
}

/** A kind of place; on each the same tests run. */
export interface KindOfPlace {
  name: string
  skip: boolean
  /** How much of each test is done on it, 1 for all. */
  share: number
  /** Longer than most writes take from the start on, in milliseconds. */
  lifeMs: number
  start(): Promise<Places>
}

/** Makes new, empty places. */
export interface Places extends AsyncDisposable {
  open(): Promise<Place>
}

export const kindsOfPlaces: readonly KindOfPlace[] = [
  {
    name: 'SQLite',
    skip: false,
    share: 1,
    lifeMs: 250,
    start: async () => ({ open: openFolder, [Symbol.asyncDispose]: async () => undefined }),
  },
  {
    name: `PostgreSQL${why}`,
    skip: hasNoPostgres,
    // A start takes longer there, and the whole gate must not: `ON_POSTGRES=all` does all.
    share: isWholeOnPostgres ? 1 : 0.05,
    lifeMs: 1000,
    start: async () => {
      const server = await startPostgres()
      return {
        open: async () => openDatabase(await server.createDatabase()),
        [Symbol.asyncDispose]: () => server[Symbol.asyncDispose](),
      }
    },
  },
]

async function openFolder(): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), 'test-'))
  const data = join(folder, 'data')
  const ask = (sql: string) => {
    using database = new DatabaseSync(join(data, 'platform.sqlite'))
    return database.prepare(sql).all()
  }
  return {
    args: ['--data', data],
    options: { data },
    count: async (sql) => Number(ask(sql)[0]?.['count']),
    faults: async () =>
      ask('PRAGMA integrity_check')
        .map((row) => String(row['integrity_check']))
        .filter((fault) => fault !== 'ok'),
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  }
}

async function openDatabase(database: string): Promise<Place> {
  const folder = await mkdtemp(join(tmpdir(), 'test-'))
  const key = join(folder, 'key')
  return {
    args: ['--database', database, '--key', key],
    options: { database, key },
    async count(sql) {
      const client = new Client(database)
      await client.connect()
      const { rows } = await client.query<{ count: string }>(sql)
      await client.end()
      return Number(rows[0]?.count)
    },
    // It was not the database that was killed.
    faults: async () => [],
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true }),
  }
}

/** Part of a count, and one at the least. */
export const shareOf = (count: number, share: number): number => Math.max(1, Math.round(count * share))
