import { availableParallelism } from 'node:os'
import PQueue from 'p-queue'
import { systemClock, type Clock } from '../../contract/index.ts'
import { createContainer, runContainer } from './docker/container.ts'
import { connectEngine } from './docker/engine.ts'
import { ensureImage } from './docker/image.ts'
import { createOwner } from './docker/labels.ts'
import { findLeftovers } from './docker/leftovers.ts'
import { openNetwork, type ContainerNetwork } from './docker/network.ts'
import { LaunchError, type Exit, type Job, type Launcher } from './launcher.ts'
import { lazily } from './lazily.ts'

export interface DockerLauncherOptions {
  /**
   * What is the same when the platform comes back, such as the folder of its state: by it the launcher finds the containers
   * again that it left. Without it, they are removed by the next launcher on this machine.
   */
  owner?: string
  /** How many containers run at once; the others wait. Default: four for each core, as each gets a quarter of one. */
  maxContainers?: number
  clock?: Clock
}

/** Whether it is an image's name, and no URL of anything else. */
export const isImageName = (imageUrl: string): boolean =>
  !imageUrl.startsWith('file:') && !imageUrl.includes('://')

/** So long after its start, in milliseconds, a platform that had nothing to take up looks for what others left. */
const TIDY_AFTER_MS = 3000

/** Starts images through the Docker Engine API. It connects when there is a container to find or to start. */
export function dockerLauncher(options: DockerLauncherOptions = {}): Launcher {
  const { clock = systemClock } = options
  const owner = createOwner(options.owner)
  const queue = new PQueue({ concurrency: options.maxContainers ?? 4 * availableParallelism() })
  const engine = lazily(connectEngine)
  const network = lazily(async () => openNetwork(await engine.get(), owner))
  let wanted: ReadonlySet<string> = new Set()
  const leftovers = lazily(async () => findLeftovers(await engine.get(), owner, wanted))
  const closing = new AbortController()

  async function run(job: Job): Promise<Exit> {
    job.signal.throwIfAborted()
    const docker = await engine.get()
    // Once, before anything is made: whatever is there by then is a leftover.
    const left = await leftovers.get()
    const found = left.get(job.executionId)
    left.delete(job.executionId)
    if (found) {
      // Its endpoints lead to this machine again from here on.
      await (await network.get()).reach.translate(job.environment)
      return runContainer(docker, found, job)
    }
    await ensureImage(docker, job)
    const created = await createContainer(docker, job, { owner, network: await network.get() })
    return runContainer(docker, created, job)
  }

  return {
    accepts: isImageName,

    launch: (job) =>
      queue.add(async () => {
        try {
          return await run(job)
        } catch (error) {
          throw job.signal.aborted ? new LaunchError('it was stopped before it started') : error
        }
      }),

    async recover(executionIds) {
      wanted = executionIds
      if (wanted.size > 0) return new Set((await leftovers.get()).keys())
      // Connecting costs as much as all the rest of a platform's start. A failure shows at the first launch, too.
      void clock.sleep(TIDY_AFTER_MS, closing.signal).then(leftovers.get).catch(ignore)
      return wanted
    },

    async close() {
      closing.abort()
      await leftovers.current?.catch(ignore)
      await network.current?.then((opened: ContainerNetwork) => opened[Symbol.asyncDispose]())
    },
  }
}

function ignore(): void {}
