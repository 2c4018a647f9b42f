import { coreToPinTo } from '../machine.ts'
import { interleave } from '../rounds.ts'
import { formatTable, rowsOf } from '../table.ts'
import { contenders, environmentFor } from './contenders.ts'
import { canMeasureMemory, measureMemory } from './measure-memory.ts'
import { measureTime } from './measure-time.ts'
import { startServer } from './start-server.ts'

const TIMES = { warmUp: 3, rounds: 25 }
const MEMORY = { warmUp: 1, rounds: 9 }

/** The cold start of one execution, side by side with the least that could be done by hand. */
export async function measureColdStart(): Promise<string> {
  await using server = await startServer()
  const environment = environmentFor(server.url)

  async function timeTable(pinned: number | undefined): Promise<string> {
    const series = await interleave(contenders, TIMES, ({ program }) =>
      measureTime(program, environment, pinned),
    )
    const wall = rowsOf(series, 'wall, ms', (times) => times.wall)
    return formatTable(
      'floor',
      wall,
      rowsOf(series, 'CPU, ms', (times) => times.cpu),
    )
  }

  async function memoryTable(): Promise<string> {
    const series = await interleave(contenders, MEMORY, ({ program }) => measureMemory(program, environment))
    return formatTable(
      'floor',
      rowsOf(series, 'peak, MB', (megabytes) => megabytes),
    )
  }

  const core = coreToPinTo()
  const sections = [
    `#### On all cores\n\n${await timeTable(undefined)}`,
    core === undefined ? undefined : `#### Pinned to one core\n\n${await timeTable(core)}`,
    canMeasureMemory ? `#### Memory\n\n${await memoryTable()}` : undefined,
  ]
  return sections.filter((section) => section !== undefined).join('\n\n')
}
