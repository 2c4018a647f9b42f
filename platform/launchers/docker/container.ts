import { constants } from 'node:os'
import type Docker from 'dockerode'
import { LaunchError, type Exit, type Job } from '../launcher.ts'
import { statusOf, wordsOf } from './engine.ts'
import { EXECUTION, type Owner } from './labels.ts'
import type { ContainerNetwork } from './network.ts'
import { readOutput } from './output.ts'
import { HOST_NAME } from './reach.ts'

/** From SIGTERM to SIGKILL, in seconds: longer than the runtime's own grace period. */
export const KILL_AFTER_SECONDS = 30
/** Processes and threads. Node uses about a dozen; the rest is for the handler, and too few for a fork bomb. */
export const PIDS_LIMIT = 256
/** A mebibyte, in bytes. */
export const MIB = 1024 ** 2

/**
 * Creates a confined container: a read-only root file system, no capabilities and no way to get any. It can write to
 * `/tmp`, which is memory and counts as such.
 * @throws LaunchError
 */
export async function createContainer(
  docker: Docker,
  { imageUrl, executionId, environment, cpu, memory, signal }: Job,
  { owner, network }: { owner: Owner; network: ContainerNetwork },
): Promise<Docker.Container> {
  const variables = await network.reach.translate(environment, signal)
  try {
    return await docker.createContainer({
      name: nameOf(executionId),
      Image: imageUrl,
      Env: envOf(variables),
      Labels: { ...owner.labels, [EXECUTION]: executionId },
      StopTimeout: KILL_AFTER_SECONDS,
      HostConfig: {
        NanoCpus: nanoCpus(cpu),
        Memory: memory * MIB,
        // The same as the memory: no swap.
        MemorySwap: memory * MIB,
        PidsLimit: PIDS_LIMIT,
        ReadonlyRootfs: true,
        Tmpfs: { '/tmp': `rw,exec,nosuid,nodev,mode=1777,size=${memory / 2}m` },
        CapDrop: ['ALL'],
        SecurityOpt: ['no-new-privileges'],
        NetworkMode: network.id,
        ExtraHosts: [`${HOST_NAME}:${network.host}`],
        LogConfig: { Type: 'json-file', Config: {} },
      },
    })
  } catch (error) {
    throw new LaunchError(`The engine refused to create a container of ${imageUrl}: ${wordsOf(error)}`)
  }
}

/**
 * Starts a container unless it has been started, waits for its end, and removes it.
 * @throws LaunchError when it does not start
 */
export async function runContainer(docker: Docker, container: Docker.Container, job: Job): Promise<Exit> {
  const { imageUrl, onStart, onLine, signal } = job
  const stop = () => void container.stop({ t: KILL_AFTER_SECONDS }).catch(() => undefined)
  try {
    const { State: found } = await container.inspect()
    if (found.Status === 'created') {
      await container.start().catch((error: unknown) => {
        throw new LaunchError(`A container of ${imageUrl} does not start: ${wordsOf(error)}`)
      })
    }
    onStart()
    signal.addEventListener('abort', stop)
    if (signal.aborted) stop()
    await readOutput(docker, container, onLine)
    const { StatusCode } = await container.wait()
    const { State } = await container.inspect()
    return { ...exitOf(StatusCode), ...(State.OOMKilled && { outOfMemory: true }) }
  } finally {
    signal.removeEventListener('abort', stop)
    await removeContainer(container)
  }
}

/** Removes a container, running or not. Idempotent. */
export async function removeContainer(container: Docker.Container): Promise<void> {
  await container.remove({ force: true, v: true }).catch((error: unknown) => {
    // 404: it is gone. 409: its removal is in progress.
    if (![404, 409].includes(statusOf(error) ?? 0)) throw error
  })
}

/** The name of an execution's container. */
export const nameOf = (executionId: string): string => `docker-transition-${executionId.replace(/^.*:/, '')}`

/** Variables as engines expect them. */
export const envOf = (variables: Readonly<Record<string, string>>): string[] =>
  Object.entries(variables).map(([name, value]) => `${name}=${value}`)

/** CPU units in billionths of a core. */
export const nanoCpus = (cpu: number): number => Math.round((cpu / 1024) * 1e9)

/** An engine reports a signal as shells do: 128 plus its number. */
export function exitOf(status: number): Exit {
  const [name] = Object.entries(constants.signals).find(([, number]) => status === 128 + number) ?? []
  return name === undefined ? { code: status, signal: null } : { code: null, signal: name }
}
