import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { ask, type Question } from '../ask.ts'
import type { Chapter } from '../chapter.ts'
import { fill, TRANSITION_ID } from '../fill.ts'
import { servePlatform } from '../platform.ts'
import { interleave, type Contender, type Series } from '../rounds.ts'
import { spawnServer, type Spawned } from '../spawned.ts'
import { formatTable, rowsOf } from '../table.ts'
import { PRISM, servePrism } from './prism.ts'

const ROUNDS = { warmUp: 2, rounds: 15 }
const CONNECTIONS = 8
/** How many requests make one measurement. */
const COUNTS = { GET: 4000, PATCH: 2000 }
const BODIES = { GET: '', PATCH: '{"status":"succeeded","output":{"total":12.5}}' }
/** Each execution gets its outcome once: enough for all PATCHes, and then some. */
const EXECUTIONS = 50_000
const bareHono = fileURLToPath(new URL('bare-hono.mjs', import.meta.url))

interface Api extends Contender {
  server: Spawned
  /** Where paths of the API start: `http://127.0.0.1:49152/v1`. */
  url: string
}

interface Measurement {
  /** Requests a second. */
  rate: number
  /** Of the server's process, in microseconds a request. */
  cpu: number
}

const pathOf = (id: string | undefined) => `/transitions/${TRANSITION_ID}/executions/${id}`

/** GET and PATCH of an execution: the platform, the same routes with nothing behind them, and another mock server. */
export const api: Chapter = { heading: 'API', measure: measureApi }

async function measureApi(): Promise<string> {
  await using stack = new AsyncDisposableStack()
  const folder = await mkdtemp(join(tmpdir(), 'bench-'))
  stack.defer(() => rm(folder, { recursive: true }))

  const data = join(folder, 'data')
  const size = { count: EXECUTIONS * 2, runs: 1, ids: EXECUTIONS }
  const { executionIds } = await fill(data, size)
  const platform = stack.use(await servePlatform(data))
  const { headers } = platform
  const answer = await fetch(`${platform.origin}/v1${pathOf(executionIds[0])}`, { headers })
  const bare = stack.use(await spawnServer([bareHono], { EXECUTION: await answer.text() }))
  const openApi = (await (await fetch(`${platform.origin}/v1/openapi.json`)).json()) as object
  const contenders: Api[] = [
    { name: 'bare Hono', server: bare, url: `${bare.line}/v1` },
    { name: 'platform', server: platform, url: `${platform.origin}/v1` },
  ]
  let missing = ''
  try {
    const prism = stack.use(await servePrism(join(folder, 'prism'), openApi))
    contenders.push({ name: PRISM, server: prism, url: prism.origin })
  } catch (error) {
    missing = `\n\n${PRISM} could not be measured: ${String(error).slice(0, 500)}`
  }

  async function measure(method: keyof typeof COUNTS): Promise<Series<Measurement>[]> {
    const asked = new Map<Api, number>()
    return interleave(contenders, ROUNDS, async (contender) => {
      const first = asked.get(contender) ?? 0
      asked.set(contender, first + COUNTS[method])
      const ids = Array.from(
        { length: COUNTS[method] },
        (_, index) => executionIds[(first + index) % EXECUTIONS],
      )
      return measureOnce(contender, method, ids.map(pathOf), headers)
    })
  }
  const [get, patch] = [await measure('GET'), await measure('PATCH')]
  const table = formatTable(
    'bare Hono',
    rowsOf(get, 'GET, requests/s', ({ rate }) => rate),
    rowsOf(get, 'GET, CPU µs', ({ cpu }) => cpu),
    rowsOf(patch, 'PATCH, requests/s', ({ rate }) => rate),
    rowsOf(patch, 'PATCH, CPU µs', ({ cpu }) => cpu),
  )
  return table + missing
}

async function measureOnce(
  { server, url }: Api,
  method: keyof typeof BODIES,
  paths: string[],
  headers: Record<string, string>,
): Promise<Measurement> {
  const { origin, pathname } = new URL(url)
  const base = pathname === '/' ? '' : pathname
  const questions = paths.map((path): Question => ({
    method,
    path: base + path,
    headers,
    body: BODIES[method],
  }))
  const cpu = server.cpu()
  const seconds = await ask(origin, questions, CONNECTIONS)
  return { rate: paths.length / seconds, cpu: ((server.cpu() - cpu) * 1000) / paths.length }
}
