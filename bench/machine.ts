import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { arch, availableParallelism, loadavg, platform, totalmem } from 'node:os'

/** The machine in general words, the date, and how busy it is: figures of different ones don't compare. */
export function describeMachine(): string {
  const memory = Math.round(totalmem() / 2 ** 30)
  const date = new Date().toISOString().slice(0, 10)
  const cores = `${availableParallelism()} cores, load average ${loadavg()[0]?.toFixed(1)} at the start`
  return `${date}, Node ${process.versions.node}, ${platform()} ${arch()}, ${memory} GiB, ${cores}`
}

/** A core to pin programs to: the last that this process may use; undefined where there is no taskset. */
export function coreToPinTo(): number | undefined {
  if (spawnSync('taskset', ['--version'], { stdio: 'ignore' }).status !== 0) return undefined
  const allowed = /^Cpus_allowed_list:\s*(\S+)$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]
  const last = allowed?.split(/[,-]/).at(-1)
  return last === undefined ? undefined : Number(last)
}
