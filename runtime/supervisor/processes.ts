// Read at once and not in the background: the kernel has these files in memory, and what reads in the background takes
// longer to load than that.
import { readdirSync, readFileSync } from 'node:fs'

/** Ids of all processes that this one can see; none where there is no `/proc`, as elsewhere than on Linux. */
export function processIds(): number[] {
  try {
    return readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map(Number)
  } catch {
    return []
  }
}

/** A file of a process; empty if the process is gone, or is none of ours. */
export function processFile(pid: number, name: 'environ' | 'stat'): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, 'latin1')
  } catch {
    return ''
  }
}
