// Measures the cold start of one execution, side by side with the least that could be done by hand.
import { readFile, writeFile } from 'node:fs/promises'
import { environmentFor } from './contenders.ts'
import { coreToPinTo, describeMachine } from './machine.ts'
import { canMeasureMemory, measureMemory } from './measure-memory.ts'
import { measureTime } from './measure-time.ts'
import { interleave } from './rounds.ts'
import { startServer } from './start-server.ts'
import { formatTable, rowsOf } from './table.ts'

const TIMES = { warmUp: 3, rounds: 25 }
const MEMORY = { warmUp: 1, rounds: 9 }
const README = new URL('README.md', import.meta.url)

await using server = await startServer()
const environment = environmentFor(server.url)

const core = coreToPinTo()
const sections = [
  `## Measured\n\n${describeMachine()}.`,
  `### On all cores\n\n${await timeTable(undefined)}`,
  core === undefined ? undefined : `### Pinned to one core\n\n${await timeTable(core)}`,
  canMeasureMemory ? `### Memory\n\n${await memoryTable()}` : undefined,
]
const measured = `${sections.filter((section) => section !== undefined).join('\n\n')}\n`
console.log(measured)
const readme = await readFile(README, 'utf8')
await writeFile(README, `${readme.slice(0, readme.indexOf('## Measured'))}${measured}`)

async function timeTable(pinned: number | undefined): Promise<string> {
  const series = await interleave(TIMES, ({ program }) => measureTime(program, environment, pinned))
  return formatTable(
    rowsOf(series, 'wall, ms', ({ wall }) => wall),
    rowsOf(series, 'CPU, ms', ({ cpu }) => cpu),
  )
}

async function memoryTable(): Promise<string> {
  const series = await interleave(MEMORY, ({ program }) => measureMemory(program, environment))
  return formatTable(rowsOf(series, 'peak, MB', (megabytes) => megabytes))
}
