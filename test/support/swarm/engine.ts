import { execFile, spawn } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm, rmdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { promisify } from 'node:util'
import Docker from 'dockerode'
import type { Namespace } from './network.ts'

const exec = promisify(execFile)

const START_MS = 60_000
const PORT = 2375

/** A Docker Engine in a network namespace of its own. */
export interface NodeEngine extends AsyncDisposable {
  docker: Docker
  address: string
  /** As `DOCKER_HOST` has it. */
  host: string
  /** Ends it with all that runs on it at once, as a power cut would. */
  kill(): Promise<void>
}

/** Starts an engine through `nsenter`, which, other than `ip netns exec`, leaves it the machine's control groups. */
export async function startEngine({ name, address }: Namespace): Promise<NodeEngine> {
  const folder = await mkdtemp(join(tmpdir(), 'test-'))
  const host = `tcp://${address}:${PORT}`
  const options = {
    '--data-root': join(folder, 'data'),
    '--exec-root': join(folder, 'exec'),
    '--pidfile': join(folder, 'pid'),
    '--host': host,
    '--tls': 'false',
  }
  const args = Object.entries(options).map(([option, value]) => `${option}=${value}`)
  const child = spawn('nsenter', [`--net=/run/netns/${name}`, 'dockerd', ...args], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said = (said + text).slice(-4000)))
  const docker = new Docker({ host: address, port: PORT, protocol: 'http' })
  const kill = () => killWith(folder)

  for (const deadline = Date.now() + START_MS; ; await delay(100)) {
    const isUp = await docker.ping().then(
      () => true,
      () => false,
    )
    if (isUp) break
    if (child.exitCode === null && Date.now() < deadline) continue
    await kill()
    throw new Error(`dockerd did not start:\n${said}`)
  }
  return {
    docker,
    address,
    host,
    kill,
    async [Symbol.asyncDispose]() {
      await kill()
      await removeGroups(join(folder, 'data', 'containers'))
      await unmountBelow(folder)
      await rm(folder, { recursive: true, maxRetries: 5 })
    },
  }
}

/** Kills every process that names the folder, and those that these have started: containers among them. */
async function killWith(folder: string): Promise<void> {
  for (let round = 0; round < 50; round += 1) {
    const all = await processes()
    const doomed = new Set(all.filter(({ command }) => command.includes(`${folder}/`)).map(({ pid }) => pid))
    for (let size = -1; size !== doomed.size;) {
      size = doomed.size
      for (const { pid, parent } of all) if (doomed.has(parent)) doomed.add(pid)
    }
    if (doomed.size === 0) return
    // Containers first: nobody tells their engine that they have ended.
    for (const pid of [...doomed].toSorted((a, b) => b - a)) {
      try {
        process.kill(pid, 'SIGKILL')
      } catch {
        // It is gone.
      }
    }
    await delay(100)
  }
  throw new Error(`processes of ${folder} can't be killed`)
}

async function processes() {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number)
  const found = await Promise.all(
    pids.map(async (pid) => {
      const read = (file: string) => readFile(`/proc/${pid}/${file}`, 'utf8').catch(() => '')
      const [command, stat] = [await read('cmdline'), await read('stat')]
      const [, state, parent] = /\) (\S) (\d+)/.exec(stat) ?? []
      return { pid, command, parent: Number(parent), isThere: state !== undefined && state !== 'Z' }
    }),
  )
  return found.filter(({ isThere, pid }) => isThere && pid !== process.pid)
}

async function unmountBelow(folder: string): Promise<void> {
  const mounts = (await readFile('/proc/mounts', 'utf8')).split('\n').map((line) => line.split(' ')[1] ?? '')
  for (const path of mounts.filter((one) => one.startsWith(`${folder}/`)).toReversed())
    await exec('umount', ['--lazy', path]).catch(() => undefined)
}

/** The control groups of killed containers. */
async function removeGroups(containers: string): Promise<void> {
  const ids = await readdir(containers).catch(() => [])
  const root = '/sys/fs/cgroup'
  const parents = [root, ...(await readdir(root)).map((name) => join(root, name))]
  for (const id of ids)
    for (const parent of parents) await rmdir(join(parent, 'docker', id)).catch(() => undefined)
}
