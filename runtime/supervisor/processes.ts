import { readdir, readFile } from 'node:fs/promises'

/** Ids of all processes that this one can see; none where there is no `/proc`, as elsewhere than on Linux. */
export async function processIds(): Promise<number[]> {
  const names = await readdir('/proc').catch(() => [])
  return names.filter((name) => /^\d+$/.test(name)).map(Number)
}

/** A file of a process; empty if the process is gone, or is none of ours. */
export async function processFile(pid: number, name: 'environ' | 'stat'): Promise<string> {
  return readFile(`/proc/${pid}/${name}`, 'latin1').catch(() => '')
}
