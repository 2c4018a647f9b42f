import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { setImmediate } from 'node:timers/promises'
import type { Program } from './contenders.ts'
import { pinned } from './pinned.ts'

/** Linux says how much memory a process has, and which children. */
export const canMeasureMemory = process.platform === 'linux'

/** Runs a program once; resolves with the peak of its processes' memory together, in MB. Times of such a run mean nothing. */
export async function measureMemory(
  { name, command, env }: Program,
  environment: Readonly<Record<string, string>>,
  core: number | undefined,
): Promise<number> {
  const [program, ...args] = pinned(command, core)
  const child = spawn(program, args, { env: { ...environment, ...env }, stdio: 'ignore' })
  const closed = once(child, 'close')
  const isOver = () => child.exitCode !== null || child.signalCode !== null
  const peak = await peakMemoryOf(child.pid ?? 0, isOver)
  const [code] = await closed
  if (code !== 0) throw new Error(`${name} exited with ${code}`)
  return peak
}

/**
 * Watches a process and its descendants until it is over; resolves with the peak of their memory together, in MB (10⁶
 * bytes): the anonymous memory of each, and file pages (Node itself, which they share) once. It is sampled without
 * pause, on another core if there is one.
 */
export async function peakMemoryOf(pid: number, isOver: () => boolean): Promise<number> {
  let peak = 0
  while (!isOver()) {
    peak = Math.max(peak, memoryOf(treeOf(pid)))
    await setImmediate()
  }
  return peak / 1e6
}

function memoryOf(pids: readonly number[]): number {
  const statuses = pids.map((pid) => read(`/proc/${pid}/status`))
  const anonymous = statuses.map((status) => field(status, 'RssAnon') + field(status, 'RssShmem'))
  const files = statuses.map((status) => field(status, 'RssFile'))
  return anonymous.reduce((sum, bytes) => sum + bytes, 0) + Math.max(0, ...files)
}

/** A process and its descendants, as far as they are still there. */
function treeOf(pid: number): number[] {
  const children = read(`/proc/${pid}/task/${pid}/children`).split(' ').filter(Boolean).map(Number)
  return [pid, ...children.flatMap(treeOf)]
}

/** In bytes; processes that are ending have none. */
function field(status: string, name: string): number {
  return Number(new RegExp(`^${name}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1] ?? 0) * 1024
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}
