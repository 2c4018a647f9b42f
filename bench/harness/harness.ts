import { harness } from 'docker-transition/testing'
import type { Chapter } from '../chapter.ts'
import { interleave, type Contender } from '../rounds.ts'
import { spreadOf } from '../statistics.ts'
import { formatTable, rowsOf } from '../table.ts'
import { openByHand, runAlone } from './by-hand.ts'
import transition from './handler.ts'

const ROUNDS = { warmUp: 50, rounds: 1000 }
const OPTIONS = { documents: { invoice: {} }, predictions: { total_amount: '12.50' } }

interface Way extends Contender {
  /** Runs the handler once and resolves with its total. */
  run(): Promise<number | undefined>
}

/** A handler's test: the handler alone, in the harness, and with msw and a context made by hand. */
export const harnessRun: Chapter = { heading: 'Harness', measure: measureHarness }

async function measureHarness(): Promise<string> {
  await using t = await harness(transition, OPTIONS)
  using byHand = openByHand()
  const ways: Way[] = [
    { name: 'handler alone', run: runAlone },
    { name: 'msw by hand', run: byHand.run },
    { name: 'harness, open', run: async () => (await t.run()).output?.total },
    {
      name: 'harness, opened for each run',
      async run() {
        await using own = await harness(transition, OPTIONS)
        return (await own.run()).output?.total
      },
    },
  ]
  const series = await interleave(ways, ROUNDS, async ({ name, run }) => {
    const start = performance.now()
    const total = await run()
    const ms = performance.now() - start
    if (total !== 12.5) throw new Error(`${name} answered ${total}`)
    return ms
  })
  const [alone = 0, ...others] = series.map(({ measurements }) => spreadOf(measurements).median)
  const beyond = others.map((median, index) => `${ways[index + 1]?.name} ${(median - alone).toFixed(2)} ms`)
  const table = formatTable(
    'handler alone',
    rowsOf(series, 'a run, ms', (ms) => ms),
  )
  return `${table}\n\nBeyond the handler, by the medians: ${beyond.join(', ')}.`
}
