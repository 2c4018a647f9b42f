import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ask, type Question } from '../ask.ts'
import type { Chapter } from '../chapter.ts'
import { fill, TRANSITION_ID } from '../fill.ts'
import { servePlatform, type ServedPlatform } from '../platform.ts'
import { interleave, type Contender } from '../rounds.ts'
import { formatTable, rowsOf } from '../table.ts'

const SIZES = [1000, 10_000, 100_000, 1_000_000]
const ROUNDS = { warmUp: 2, rounds: 15 }
const CONNECTIONS = 4
/** How many requests make one measurement. */
const COUNTS = { one: 2000, page: 200 }
const EXECUTIONS = `/v1/transitions/${TRANSITION_ID}/executions`

interface Size extends Contender {
  platform: ServedPlatform
  executionIds: string[]
  /** A token of the page in the middle. */
  middle: string
}

/** How long reads take, from a thousand to a million executions in the store. */
export const store: Chapter = { heading: 'Store', measure: measureStore }

async function measureStore(): Promise<string> {
  await using stack = new AsyncDisposableStack()
  const folder = await mkdtemp(join(tmpdir(), 'bench-'))
  stack.defer(() => rm(folder, { recursive: true }))
  const sizes: Size[] = []
  for (const count of SIZES) {
    const data = join(folder, String(count))
    const { executionIds } = await fill(data, { count, runs: 100, ids: COUNTS.one })
    const platform = stack.use(await servePlatform(data))
    const middle = await middleOf(platform, count)
    sizes.push({ name: count.toLocaleString('en'), platform, executionIds, middle })
  }

  const tables = {
    'GET of one': ({ executionIds }: Size) =>
      Array.from(
        { length: COUNTS.one },
        (_, index) => `${EXECUTIONS}/${executionIds[index % executionIds.length]}`,
      ),
    'first page': () => pages('?maxResults=100'),
    'page in the middle': ({ middle }: Size) => pages(`?maxResults=100&nextToken=${middle}`),
    'page of one status': () => pages('?maxResults=100&status=failed'),
  }
  const [times, cpus]: [string[][], string[][]] = [[], []]
  for (const [name, paths] of Object.entries(tables)) {
    const series = await interleave(sizes, ROUNDS, (size) => measure(size, paths(size)))
    times.push(rowsOf(series, name, ({ time }) => time))
    cpus.push(rowsOf(series, name, ({ cpu }) => cpu))
  }
  const [time, cpu] = [times, cpus].map((rows) => formatTable('the smallest', ...rows))
  return `#### Time, µs\n\n${time}\n\n#### CPU, µs\n\n${cpu}`
}

/** In microseconds a request: what passed, and what the server's process worked. */
async function measure({ platform }: Size, paths: string[]): Promise<{ time: number; cpu: number }> {
  const { origin, headers } = platform
  const questions = paths.map((path): Question => ({ method: 'GET', path, headers }))
  const cpu = platform.cpu()
  const seconds = await ask(origin, questions, CONNECTIONS)
  return { time: (seconds * 1e6) / paths.length, cpu: ((platform.cpu() - cpu) * 1e3) / paths.length }
}

const pages = (query: string) => Array.from({ length: COUNTS.page }, () => EXECUTIONS + query)

/** Walks to the middle of the list. Half of all executions are of the transition that is asked about. */
async function middleOf({ origin, headers }: ServedPlatform, count: number): Promise<string> {
  const size = Math.min(1000, count / 8)
  let token = ''
  for (let passed = 0; passed < count / 4; passed += size) {
    const next = token && `&nextToken=${token}`
    const response = await fetch(`${origin}${EXECUTIONS}?maxResults=${size}${next}`, { headers })
    const { nextToken } = (await response.json()) as { nextToken: string | null }
    if (nextToken === null) throw new Error(`The list of ${count} executions ended before its middle`)
    token = nextToken
  }
  return token
}
