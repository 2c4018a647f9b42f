import { readFileSync, writeFileSync } from 'node:fs'
import type { Clock } from '../../contract/index.ts'
import { unsuccessful } from '../outcome.ts'
import type { ContainerMemory } from './cgroup.ts'
import type { StopOrder } from './stop.ts'

/** How often the container's memory is checked, in milliseconds. */
const INTERVAL_MS = 250
/** The share of the container's memory at which the handler is stopped, before the kernel kills a process. */
const STOP_AT = 0.95
/** The share of the container's memory that the handler's JavaScript heap may have. The rest is for buffers, code and us. */
const HEAP_SHARE = 0.65

/** With less heap than this, in MiB, Node has no room for anything of the handler's. */
const MIN_HEAP_MIB = 32

const MIB = 2 ** 20

/** Bytes for people. */
export function mebibytes(bytes: number): string {
  return `${Math.round(bytes / MIB)} MiB`
}

/** V8's flag that caps the heap of each of some handler processes, unless the author has set it. */
export function heapFlags(memory: ContainerMemory | undefined, nodeOptions = '', processes = 1): string[] {
  if (!memory || nodeOptions.includes('max-old-space-size') || nodeOptions.includes('max_old_space_size'))
    return []
  const share = Math.floor((memory.limit * HEAP_SHARE) / processes / MIB)
  return [`--max-old-space-size=${Math.max(MIN_HEAP_MIB, share)}`]
}

/** Makes a process the first that the kernel kills when memory runs out. */
export function volunteerForOomKiller(pid: number): void {
  try {
    writeFileSync(`/proc/${pid}/oom_score_adj`, '1000')
  } catch {
    // Elsewhere than on Linux the kernel has no such list.
  }
}

/** The resident memory of a process, in bytes; undefined where that is not to be seen. */
export function residentMemory(pid: number): number | undefined {
  try {
    const kilobytes = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
    return kilobytes === undefined ? undefined : Number(kilobytes) * 1024
  } catch {
    return undefined
  }
}

/** The memory to watch, and how to relieve it. */
export interface MemoryGuardOptions {
  memory: ContainerMemory
  clock: Clock
  /** Called with the order to stop a handler, each time that the container is about to run out of memory. */
  relieve: (order: StopOrder) => void | Promise<void>
  signal: AbortSignal
}

/** Watches the container's memory, so that a handler is stopped before the kernel kills a process. */
export async function guardMemory({ memory, clock, relieve, signal }: MemoryGuardOptions): Promise<void> {
  while (!signal.aborted) {
    const used = memory.used() ?? 0
    if (used > memory.limit * STOP_AT) {
      const reason = `used ${mebibytes(used)} of the container's ${mebibytes(memory.limit)} of memory`
      const outcome = unsuccessful('failed', `Out of memory: the handler ${reason}`)
      await relieve({ reason, gracePeriodMs: 0, outcome })
    }
    await clock.sleep(INTERVAL_MS, signal).catch(() => undefined)
  }
}
