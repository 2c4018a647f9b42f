import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { setImmediate } from 'node:timers/promises'

/** Linux says how much memory a process has, and which children. */
export const canMeasureMemory = process.platform === 'linux'

/**
 * Runs a program once; resolves with the peak of its processes' memory together, in MB (10⁶ bytes): the anonymous memory
 * of each, and file pages (Node itself, which they share) once. It is sampled without pause, on another core if there is
 * one: times of such a run mean nothing.
 */
export async function measureMemory(program: string, env: Record<string, string>): Promise<number> {
  const child = spawn(process.execPath, [program], { env, stdio: 'ignore' })
  const closed = once(child, 'close')
  let peak = 0
  while (child.exitCode === null && child.signalCode === null) {
    if (child.pid !== undefined) peak = Math.max(peak, memoryOf(treeOf(child.pid)))
    await setImmediate()
  }
  const [code] = await closed
  if (code !== 0) throw new Error(`${program} exited with ${code}`)
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
