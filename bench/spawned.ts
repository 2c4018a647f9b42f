import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'

/** A server in a process of its own. Disposing of it ends it. */
export interface Spawned extends AsyncDisposable {
  /** The first line that it printed. */
  line: string
  /** User and system time of the process so far, in milliseconds; NaN where nobody counts. */
  cpu(): number
}

/** Starts a Node program and waits for its first line. */
export async function spawnServer(
  args: readonly string[],
  env: Record<string, string> = {},
): Promise<Spawned> {
  const child = spawn(process.execPath, args, {
    env: { PATH: process.env['PATH'] ?? '', ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const closed = once(child, 'close')
  const lines = createInterface({ input: child.stdout })
  const [line] = await Promise.race([
    once(lines, 'line'),
    closed.then(([code]) => Promise.reject(new Error(`${args.join(' ')} ended with ${code}`))),
  ])
  closed.catch(() => undefined)
  return {
    line,
    cpu: () => cpuOf(child.pid ?? 0),
    async [Symbol.asyncDispose]() {
      child.kill('SIGKILL')
      await closed
    },
  }
}

/** What the kernel counts of each thread, in nanoseconds. */
function cpuOf(pid: number): number {
  if (process.platform !== 'linux') return Number.NaN
  const tasks = `/proc/${pid}/task`
  const times = readdirSync(tasks).map(
    (task) => readFileSync(`${tasks}/${task}/schedstat`, 'latin1').split(' ')[0],
  )
  return times.reduce((sum, time) => sum + Number(time), 0) / 1e6
}
