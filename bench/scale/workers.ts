import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { openPostgresStore } from '../../platform/store/postgres/postgres.ts'
import type { PostgresServer } from '../../test/support/postgres/server.ts'
import { barsOf, writeChart } from '../chart.ts'
import { insertTransitions, TRANSITION_ID } from '../fill.ts'
import { servePlatform, type ServedPlatform } from '../platform.ts'
import { interleave, type Contender } from '../rounds.ts'
import { formatTable, rowsOf } from '../table.ts'
import { addWaiting } from './waiting.ts'

const ROUNDS = { warmUp: 1, rounds: 3 }
/** Executions at once of each worker. */
const CONCURRENCY = 4
/** What is counted in, in milliseconds. */
const WINDOW_MS = 2000
/** More than all workers end in a measurement. */
const ENOUGH = 5000

interface Setting extends Contender {
  workers: number
  platforms: readonly ServedPlatform[]
}

const rate = (value: number) => value
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

/** Executions a second of several workers, and of several platforms on one database. */
export async function measureWorkers(folder: string, postgres: PostgresServer): Promise<string> {
  const url = await postgres.createDatabase()
  await using store = await openPostgresStore(url)
  await insertTransitions(store)
  await using one = await servePlatform(join(folder, 'shared'), url)
  await using other = await servePlatform(join(folder, 'shared'), url)
  const [first, both] = [[one], [one, other]]

  async function measure({ workers, platforms }: Setting): Promise<number> {
    await addWaiting(store, ENOUGH - (await store.count('executions', { queue: TRANSITION_ID })))
    const start = await ended()
    await using running = new AsyncDisposableStack()
    for (let index = 0; index < workers; index += 1) {
      const platform = platforms[index % platforms.length]
      if (platform) running.use(startWorker(platform))
    }
    // The first executions start the processes that have the others.
    while ((await ended()) - start < 10 * workers * CONCURRENCY) await delay(100)
    const [from, before] = [performance.now(), await ended()]
    await delay(WINDOW_MS)
    return (((await ended()) - before) * 1000) / (performance.now() - from)
  }
  const ended = () => store.count('executions', { transitionId: TRANSITION_ID, status: 'succeeded' })

  const byWorkers = await interleave(
    [1, 2, 4].map((workers): Setting => ({ name: count(workers, 'worker'), workers, platforms: first })),
    ROUNDS,
    measure,
  )
  const byPlatforms = await interleave(
    [first, both].map((platforms): Setting => {
      return { name: count(platforms.length, 'platform'), workers: 4, platforms }
    }),
    ROUNDS,
    measure,
  )
  const titles = ['executions/s, one platform', 'executions/s, 4 workers'] as const
  const chart = await writeChart('scale', [
    barsOf(titles[0], byWorkers, rate),
    barsOf(titles[1], byPlatforms, rate),
  ])
  const table = formatTable('one', rowsOf(byWorkers, titles[0], rate), rowsOf(byPlatforms, titles[1], rate))
  return `${chart}\n\n${table}`
}

function startWorker({ environment }: ServedPlatform): AsyncDisposable {
  const child = spawn(process.execPath, [here('../../dist/transition-runtime.cjs')], {
    env: {
      PATH: process.env['PATH'] ?? '',
      ...environment,
      TRANSITION_ID,
      TRANSITION_CONCURRENCY: String(CONCURRENCY),
      TRANSITION_HANDLER: here('../cold-start/handler.mjs'),
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const closed = once(child, 'close')
  return {
    async [Symbol.asyncDispose]() {
      child.kill('SIGTERM')
      await closed
    },
  }
}

function count(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`
}
