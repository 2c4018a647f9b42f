import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import type * as Now from '../../platform/index.ts'
import type { Chapter } from '../chapter.ts'
import { interleave, type Contender } from '../rounds.ts'
import { formatTable, rowsOf } from '../table.ts'

/** The last commit in which each state was a commit of its own. */
const BEFORE = '5faab5a'
const ROUNDS = { warmUp: 2, rounds: 9 }
/** How many executions make one measurement. */
const COUNT = 500
const STATES = 5

interface Runner extends Contender {
  run(): Promise<void>
}

/** Executions a second of a workflow of states without an effect outside, beside the engine before. */
export const steps: Chapter = { heading: 'Steps in a row', measure: measureSteps }

async function measureSteps(): Promise<string> {
  await using stack = new AsyncDisposableStack()
  const folder = await mkdtemp(join(tmpdir(), 'bench-'))
  stack.defer(() => rm(folder, { recursive: true }))
  const before = await checkOut(join(folder, 'before'))
  const now = join(import.meta.dirname, '../..')
  const runners = [
    await openRunner(stack, 'each state a commit, on SQLite', before, join(folder, 'a')),
    await openRunner(stack, 'now, on SQLite', now, join(folder, 'b')),
    await openRunner(stack, 'each state a commit, in memory', before),
    await openRunner(stack, 'now, in memory', now),
  ]
  const series = await interleave(runners, ROUNDS, async (runner) => {
    const start = performance.now()
    await runner.run()
    return { perSecond: (COUNT * 1000) / (performance.now() - start) }
  })
  return formatTable(
    'each state a commit, on SQLite',
    rowsOf(series, 'executions/s', ({ perSecond }) => perSecond),
  )
}

/** The source of that commit, with the packages of this one. */
async function checkOut(folder: string): Promise<string> {
  await mkdir(folder)
  const root = join(import.meta.dirname, '../..')
  const run = promisify(execFile)
  await run('sh', ['-c', `git archive ${BEFORE} | tar -x -C "$0"`, folder], { cwd: root })
  await symlink(join(root, 'node_modules'), join(folder, 'node_modules'))
  return folder
}

async function openRunner(
  stack: AsyncDisposableStack,
  name: string,
  root: string,
  data?: string,
): Promise<Runner> {
  // Both commits export it.
  const { createPlatform } = (await import(pathToFileURL(join(root, 'platform/index.ts')).href)) as typeof Now
  const platform = stack.use(await createPlatform(data === undefined ? {} : { data }))

  async function call(method: string, path: string, body?: object): Promise<Record<string, unknown>> {
    const headers = { 'x-api-key': platform.appClient.apiKey, 'content-type': 'application/json' }
    const init = { method, headers, ...(body && { body: JSON.stringify(body) }) }
    const response = await platform.fetch(new Request(`http://platform/v1${path}`, init))
    if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}`)
    return (await response.json()) as Record<string, unknown>
  }

  const States = Object.fromEntries(
    Array.from({ length: STATES }, (_, index) => [
      `S${index}`,
      { Type: 'Pass', ...(index < STATES - 1 ? { Next: `S${index + 1}` } : { End: true }) },
    ]),
  )
  const { workflowId } = await call('POST', '/workflows', {
    specification: { definition: { StartAt: 'S0', States } },
  })
  const path = `/workflows/${String(workflowId)}`
  return {
    name,
    async run() {
      const input = { a: 1 }
      await Promise.all(Array.from({ length: COUNT }, () => call('POST', `${path}/executions`, { input })))
      while ((await call('GET', path))['numberOfRunningExecutions'] !== 0) await delay(1)
    },
  }
}
