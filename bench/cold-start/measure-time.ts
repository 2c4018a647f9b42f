import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import type { Program } from './contenders.ts'
import { pinned } from './pinned.ts'

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
  { name, command, env }: Program,
  environment: Readonly<Record<string, string>>,
  core: number | undefined,
): Promise<Times> {
  const [program, ...args] = pinned(['bash', '-c', TIME, 'bash', ...command], core)
  const child = spawn(program, args, { env: { ...environment, ...env }, stdio: ['ignore', 'ignore', 'pipe'] })
  const [[code], stderr] = await Promise.all([once(child, 'close'), text(child.stderr)])
  if (code !== 0) throw new Error(`${name} exited with ${code}:\n${stderr}`)
  const [wall = 0, user = 0, system = 0] = (stderr.trim().split('\n').at(-1) ?? '').split(' ').map(Number)
  return { wall: wall * 1000, cpu: (user + system) * 1000 }
}
