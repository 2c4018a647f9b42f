import { join } from 'node:path'
import { openPostgresStore } from '../../platform/store/postgres/postgres.ts'
import { openSqliteStore } from '../../platform/store/sqlite.ts'
import type { PostgresServer } from '../../test/support/postgres/server.ts'
import { ask, type Question } from '../ask.ts'
import { fill, TRANSITION_ID } from '../fill.ts'
import { servePlatform, type ServedPlatform } from '../platform.ts'
import { interleave, type Contender } from '../rounds.ts'
import { formatTable, rowsOf } from '../table.ts'
import { fillPostgres } from './fill-postgres.ts'
import { addWaiting } from './waiting.ts'

const SIZES = [1000, 1_000_000]
const ROUNDS = { warmUp: 1, rounds: 5 }
const CONNECTIONS = 4
/** How many requests make one measurement. */
const COUNTS = { get: 1000, take: 200 }
const EXECUTIONS = `/v1/transitions/${TRANSITION_ID}/executions`

interface Size extends Contender {
  platform: ServedPlatform
  executionIds: string[]
}

/** What a GET and the handing out of work cost, with few and with many executions in the store. */
export async function measureHandingOut(folder: string, postgres: PostgresServer): Promise<string> {
  await using platforms = new AsyncDisposableStack()
  const tables: string[][] = []
  for (const [name, open] of Object.entries({ SQLite: openOnSqlite, PostgreSQL: openOnPostgres })) {
    const sizes: Size[] = []
    for (const count of SIZES) {
      const size = await open(count)
      platforms.use(size.platform)
      sizes.push({ ...size, name: `${name}, ${count.toLocaleString('en')}` })
    }
    const gets = await interleave(sizes, ROUNDS, ({ platform, executionIds }) =>
      measure(
        platform,
        'GET',
        executionIds.slice(0, COUNTS.get).map((id) => `${EXECUTIONS}/${id}`),
      ),
    )
    const takes = await interleave(sizes, ROUNDS, ({ platform }) =>
      measure(
        platform,
        'POST',
        Array.from({ length: COUNTS.take }, () => EXECUTIONS),
      ),
    )
    tables.push(
      rowsOf(gets, 'GET, µs', (time) => time),
      rowsOf(takes, 'handing out, µs', (time) => time),
    )
  }
  return formatTable('the smallest', ...tables)

  async function openOnSqlite(count: number): Promise<Omit<Size, 'name'>> {
    const data = join(folder, `sqlite-${count}`)
    const filled = await fill(data, { count, runs: count + 1, ids: COUNTS.get })
    {
      await using store = openSqliteStore(join(data, 'platform.sqlite'))
      await addWaiting(store, enough)
    }
    return { ...filled, platform: await servePlatform(data) }
  }

  async function openOnPostgres(count: number): Promise<Omit<Size, 'name'>> {
    const url = await postgres.createDatabase()
    const filled = await fillPostgres(url, { count, ids: COUNTS.get })
    {
      await using store = await openPostgresStore(url)
      await addWaiting(store, enough)
    }
    return { ...filled, platform: await servePlatform(join(folder, `postgres-${count}`), url) }
  }
}

/** So many wait that none of the rounds finds none. */
const enough = (ROUNDS.warmUp + ROUNDS.rounds) * COUNTS.take

/** What one request takes, in microseconds. */
async function measure({ origin, headers }: ServedPlatform, method: string, paths: string[]) {
  const body = method === 'POST' ? { body: '{}' } : {}
  const questions = paths.map((path): Question => ({ method, path, headers, ...body }))
  return ((await ask(origin, questions, CONNECTIONS)) * 1e6) / paths.length
}
