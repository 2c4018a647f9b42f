import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Chapter } from '../chapter.ts'
import { interleave, type Contender } from '../rounds.ts'
import { formatTable, rowsOf } from '../table.ts'
import { openByHand } from './by-hand.ts'
import { openEngine } from './engine.ts'

const IN_FLIGHT = [10, 100, 1000, 10_000]
const ROUNDS = { warmUp: 1, rounds: 7 }
/** How many executions make one measurement. */
const COUNT = 100

/** What takes executions to their ends. */
export interface Runner extends Contender, AsyncDisposable {
  /** Starts so many at once, and resolves when all have ended. */
  run(count: number): Promise<void>
}

/** Workflow executions a second, with few and with many others in flight. */
export const workflows: Chapter = { heading: 'Workflows', measure: measureWorkflows }

async function measureWorkflows(): Promise<string> {
  await using stack = new AsyncDisposableStack()
  const folder = await mkdtemp(join(tmpdir(), 'bench-'))
  stack.defer(() => rm(folder, { recursive: true }))
  const runners = [stack.use(await openByHand(join(folder, 'by-hand.sqlite')))]
  for (const count of IN_FLIGHT) runners.push(stack.use(await openEngine(join(folder, String(count)), count)))
  const series = await interleave(runners, ROUNDS, async (runner) => {
    const start = performance.now()
    await runner.run(COUNT)
    return { perSecond: (COUNT * 1000) / (performance.now() - start) }
  })
  return formatTable(
    'by hand',
    rowsOf(series, 'executions/s', ({ perSecond }) => perSecond),
  )
}
