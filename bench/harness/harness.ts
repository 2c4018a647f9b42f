import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import type { Chapter } from '../chapter.ts'
import { interleave } from '../rounds.ts'
import { spreadOf } from '../statistics.ts'
import { formatTable, rowsOf } from '../table.ts'

/** As the tests of a file do, runs follow one another: so many of one way, then of the next. */
const RUNS = 100
const ROUNDS = { warmUp: 1, rounds: 10 }
const WAYS = ['handler alone', 'msw by hand', 'harness, open', 'harness, opened for each run']

/** A handler's test: the handler alone, in the harness, and with msw and a context made by hand. */
export const harnessRun: Chapter = { heading: 'Harness', measure: measureHarness }

async function measureHarness(): Promise<string> {
  await using open = new AsyncDisposableStack()
  const ways = await Promise.all(WAYS.map(async (name) => open.use(await openWay(name))))
  const rounds = await interleave(ways, ROUNDS, ({ run }) => run())
  const series = rounds.map(({ contender, measurements }) => ({
    contender,
    measurements: measurements.flat(),
  }))
  const [alone = 0, ...others] = series.map(({ measurements }) => spreadOf(measurements).median)
  const beyond = others.map((median, index) => `${WAYS[index + 1]} ${(median - alone).toFixed(2)} ms`)
  const table = formatTable(
    'handler alone',
    rowsOf(series, 'a run, ms', (ms) => ms),
  )
  return `${table}\n\nBeyond the handler, by the medians: ${beyond.join(', ')}.`
}

/** A way to test the handler (`way.ts`), in a process of its own. */
async function openWay(name: string) {
  const child = fork(fileURLToPath(new URL('way.ts', import.meta.url)), [name])
  const closed = once(child, 'close')
  const ended = closed.then(([code]) => Promise.reject(new Error(`${name} ended with ${code}`)))
  ended.catch(() => undefined)
  const answer = () => Promise.race([once(child, 'message'), ended])
  await answer()
  return {
    name,
    /** Runs it `RUNS` times and resolves with the milliseconds that each took. */
    async run(): Promise<number[]> {
      const answered = answer()
      child.send(RUNS)
      return (await answered)[0]
    },
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL')
      await closed
    },
  }
}
