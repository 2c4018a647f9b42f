import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'

/** What one run of a program took, in milliseconds. */
export interface Times {
  /** From start to end of its first process. */
  wall: number
  /** User and system time of its first process and of all that it waited for. */
  cpu: number
}

/** bash's `time` counts with the kernel's own figures (getrusage), to a millisecond; `/usr/bin/time` has but ten. */
const TIME = 'TIMEFORMAT="%3R %3U %3S"; time "$@" > /dev/null'

/**
 * Runs a program once and measures it.
 * @param core the core to pin it to; undefined: it may run on all
 */
export async function measureTime(
  program: string,
  env: Record<string, string>,
  core: number | undefined,
): Promise<Times> {
  const timed = ['bash', '-c', TIME, 'bash', process.execPath, program]
  const [command = '', ...args] = core === undefined ? timed : ['taskset', '-c', String(core), ...timed]
  const child = spawn(command, args, { env, stdio: ['ignore', 'ignore', 'pipe'] })
  const [[code], stderr] = await Promise.all([once(child, 'close'), text(child.stderr)])
  if (code !== 0) throw new Error(`${program} exited with ${code}:\n${stderr}`)
  const [wall = 0, user = 0, system = 0] = (stderr.trim().split('\n').at(-1) ?? '').split(' ').map(Number)
  return { wall: wall * 1000, cpu: (user + system) * 1000 }
}
