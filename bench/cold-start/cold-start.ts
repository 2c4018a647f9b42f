import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type Docker from 'dockerode'
import type { Chapter } from '../chapter.ts'
import { barsOf, writeChart } from '../chart.ts'
import { coreToPinTo } from '../machine.ts'
import { interleave, type Series } from '../rounds.ts'
import { formatTable, rowsOf } from '../table.ts'
import { ratioTo } from './ratio-to.ts'
import { openQuarterCore } from './container.ts'
import { contenders, environmentFor } from './contenders.ts'
import { engineHere } from './engine.ts'
import { bundledAndNot } from './handlers.ts'
import { canMeasureMemory, measureMemory } from './measure-memory.ts'
import { measureTime, type Times } from './measure-time.ts'
import { startServer } from './start-server.ts'

const ROUNDS = { warmUp: 2, rounds: 21 }
/** In a container each run takes a second. */
const FEWER_ROUNDS = { warmUp: 1, rounds: 11 }
const MEMORY_ROUNDS = { warmUp: 0, rounds: 5 }

/** What was measured under one condition, such as pinned to one core. */
interface Section {
  condition: string
  times: Series<Times>[]
  memory: Series<number>[] | undefined
}

/** The cold start of one execution, beside the least that could be done by hand and what is done today. */
export const coldStart: Chapter = {
  heading: 'Cold start',
  async measure() {
    await using server = await startServer()
    const environment = environmentFor(server.url)
    const core = coreToPinTo()
    const engine = await engineHere()
    const sections = [
      await measureHere('on all cores', environment, undefined),
      ...(core === undefined ? [] : [await measureHere('pinned to one core', environment, core)]),
      ...('docker' in engine ? [await measureInContainer(engine.docker, environment)] : []),
    ]
    const skipped = 'docker' in engine ? [] : [`#### At 0.25 CPU in a container\n\nSkipped: ${engine.why}.`]
    return [
      await charts(sections),
      ...sections.map(tableOf),
      ...skipped,
      await measureHandlers(environment),
    ].join('\n\n')
  },
}

async function measureHere(
  condition: string,
  environment: Record<string, string>,
  core: number | undefined,
): Promise<Section> {
  const times = await interleave(contenders, ROUNDS, (program) => measureTime(program, environment, core))
  const memory = canMeasureMemory
    ? await interleave(contenders, MEMORY_ROUNDS, (program) => measureMemory(program, environment, core))
    : undefined
  return { condition, times, memory }
}

async function measureInContainer(docker: Docker, environment: Record<string, string>): Promise<Section> {
  const { programs, time, memory } = await openQuarterCore(docker, environment)
  return {
    condition: 'at 0.25 CPU in a container',
    times: await interleave(programs, FEWER_ROUNDS, time),
    memory: canMeasureMemory ? await interleave(programs, MEMORY_ROUNDS, memory) : undefined,
  }
}

/** The same handler bundled and not. */
async function measureHandlers(environment: Record<string, string>): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-'))
  try {
    const programs = await bundledAndNot(folder)
    const times = await interleave(programs, ROUNDS, (program) =>
      measureTime(program, environment, undefined),
    )
    return `#### A handler with schemas, bundled and not\n\n${formatTable('node_modules', ...timeRows(times))}`
  } finally {
    await rm(folder, { recursive: true })
  }
}

function tableOf({ condition, times, memory }: Section): string {
  const rows = [...timeRows(times), ...(memory ? [rowsOf(memory, 'peak memory, MB', (peak) => peak)] : [])]
  const title = `#### ${condition[0]?.toUpperCase()}${condition.slice(1)}`
  return [title, formatTable('floor', ...rows), compare(times, memory)].join('\n\n')
}

/** The runtime beside the others that it is to be held against, in the same rounds. */
function compare(times: Series<Times>[], memory: Series<number>[] | undefined): string {
  const lines = ['node:http script', 'official Node client'].map((name) => {
    const figures = [
      `wall ${ratioTo(name, times, ({ wall }) => wall)}`,
      `CPU ${ratioTo(name, times, ({ cpu }) => cpu)}`,
      ...(memory ? [`peak memory ${ratioTo(name, memory, (peak) => peak)}`] : []),
    ]
    return `- The runtime, × the ${name}: ${figures.join(', ')}`
  })
  return lines.join('\n')
}

function timeRows(times: Series<Times>[]): string[][] {
  return [rowsOf(times, 'wall, ms', ({ wall }) => wall), rowsOf(times, 'CPU, ms', ({ cpu }) => cpu)]
}

async function charts(sections: readonly Section[]): Promise<string> {
  const wall = sections.map(({ condition, times }) => barsOf(`wall, ms, ${condition}`, times, (t) => t.wall))
  const cpu = sections.map(({ condition, times }) => barsOf(`CPU, ms, ${condition}`, times, (t) => t.cpu))
  return `${await writeChart('cold-start-wall', wall)}\n\n${await writeChart('cold-start-cpu', cpu)}`
}
