import { writeFileSync } from 'node:fs'
import type { Clock } from '../../contract/index.ts'
import { unsuccessful } from '../outcome.ts'
import type { ContainerMemory } from './cgroup.ts'
import type { Stop } from './stop.ts'

/** How often the container's memory is looked at, in milliseconds. */
const INTERVAL_MS = 250
/** The share of the container's memory at which the handler is stopped, before the kernel takes its pick. */
const STOP_AT = 0.95
/** The share of the container's memory that the handler's JavaScript heap may have. The rest is for buffers, code and us. */
const HEAP_SHARE = 0.65

const MIB = 2 ** 20

/** Bytes for people. */
export function mebibytes(bytes: number): string {
  return `${Math.round(bytes / MIB)} MiB`
}

/** V8's flag that caps the handler's heap, unless the author has set it. */
export function heapFlags(memory: ContainerMemory | undefined, nodeOptions = ''): string[] {
  if (!memory || nodeOptions.includes('max-old-space-size') || nodeOptions.includes('max_old_space_size'))
    return []
  return [`--max-old-space-size=${Math.floor((memory.limit * HEAP_SHARE) / MIB)}`]
}

/** Makes a process the first that the kernel kills when memory runs out. */
export function volunteerForOomKiller(pid: number): void {
  try {
    writeFileSync(`/proc/${pid}/oom_score_adj`, '1000')
  } catch {
    // Elsewhere than on Linux the kernel has no such list.
  }
}

export interface MemoryGuardOptions {
  memory: ContainerMemory
  clock: Clock
  stop: Stop
  signal: AbortSignal
}

/** Orders the stop when the container is about to run out of memory. */
export async function guardMemory({ memory, clock, stop, signal }: MemoryGuardOptions): Promise<void> {
  while (!signal.aborted) {
    const used = memory.used() ?? 0
    if (used > memory.limit * STOP_AT) {
      const reason = `used ${mebibytes(used)} of the container's ${mebibytes(memory.limit)} of memory`
      stop.order({
        reason,
        graceMs: 0,
        outcome: unsuccessful('failed', `Out of memory: the handler ${reason}`),
      })
      return
    }
    await clock.sleep(INTERVAL_MS, signal).catch(() => undefined)
  }
}
