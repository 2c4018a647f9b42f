import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Chapter } from '../chapter.ts'
import { barsOf, writeChart } from '../chart.ts'
import { environmentFor } from '../cold-start/contenders.ts'
import { interleave, type Contender, type Series } from '../rounds.ts'
import { formatTable, rowsOf } from '../table.ts'
import { openQueue, TRANSITION_ID, type Queue } from './queue.ts'

/** How many executions at once. */
const CONCURRENCIES = [1, 8, 64]
const ROUNDS = { warmUp: 1, rounds: 5 }
/** What the processes of all that are worked on at once take to start, in milliseconds. */
const warmUpFor = (concurrency: number) => 1000 + 150 * concurrency
/** What is counted in, in milliseconds. */
const WINDOW_MS = 2000

interface Worker extends Contender {
  program: string
}

const rate = (value: number) => value
const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))
const workers: readonly Worker[] = [
  { name: 'loop by hand', program: here('loop.mjs') },
  { name: 'warm worker', program: here('../../dist/transition-runtime.cjs') },
]

/** Executions that are taken one after the other, beside a loop that anyone could write. */
export const warm: Chapter = {
  heading: 'Warm workers',
  async measure() {
    await using queue = await openQueue()
    const sections: { name: string; series: Series<number>[] }[] = []
    for (const concurrency of CONCURRENCIES) {
      const series = await interleave(workers, ROUNDS, (worker) => measure(worker, queue, concurrency))
      sections.push({ name: `${concurrency} at once`, series })
    }
    const chart = await writeChart(
      'warm',
      sections.map(({ name, series }) => barsOf(`executions a second, ${name}`, series, rate)),
    )
    const rows = sections.map(({ name, series }) => rowsOf(series, `${name}, executions/s`, rate))
    return `${chart}\n\n${formatTable('loop by hand', ...rows)}`
  },
}

/** Executions a second of a worker that has warmed up. */
async function measure({ name, program }: Worker, queue: Queue, concurrency: number): Promise<number> {
  const { EXECUTION_ID: _none, ...environment } = environmentFor(queue.url)
  const served = queue.serve({ warmUpMs: warmUpFor(concurrency), ms: WINDOW_MS })
  const child = spawn(process.execPath, [program], {
    env: { ...environment, TRANSITION_ID, TRANSITION_CONCURRENCY: String(concurrency) },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const closed = once(child, 'close')
  const rate = await Promise.race([
    served,
    closed.then(([code]) => Promise.reject(new Error(`${name} ended with ${code}`))),
  ])
  child.kill('SIGTERM')
  await closed
  return rate
}
