import { availableParallelism } from 'node:os'
import PQueue from 'p-queue'
import { systemClock, type Clock } from '../../contract/index.ts'
import { createContainer, runContainer } from './docker/container.ts'
import { connectEngine } from './docker/engine.ts'
import { ensureImage } from './docker/image.ts'
import { createOwner } from './docker/labels.ts'
import { findLeftovers } from './docker/leftovers.ts'
import { openNetwork, type ContainerNetwork } from './docker/network.ts'
import { isFileUrl } from './find-handler.ts'
import { LaunchError, type ContainerGate, type Exit, type Job, type Launcher } from './launcher.ts'
import { lazily } from './lazily.ts'

/** How many containers run at once, and whose they are. */
export interface DockerLauncherOptions {
  /**
   * A name that stays the same across restarts, such as the folder of the platform's state. The launcher finds its
   * containers by it after a restart. Without it, the next launcher on this machine removes them.
   */
  owner?: string
  /** How many containers run at once; the others are queued. Default: four for each core, as each gets a quarter of one. */
  maxContainers?: number
  clock?: Clock
}

/** Whether it is the name of an image, and not a URL. */
export const isImageName = (imageUrl: string): boolean => !isFileUrl(imageUrl) && !imageUrl.includes('://')

/** When a launcher that has nothing to recover removes the orphans of others, in milliseconds after its start. */
const TIDY_AFTER_MS = 3000

/** Starts images through the Docker Engine API. It connects when it has to find or to start a container. */
export function dockerLauncher(options: DockerLauncherOptions = {}): Launcher {
  const { clock = systemClock } = options
  const owner = createOwner(options.owner)
  const queue = new PQueue({ concurrency: options.maxContainers ?? 4 * availableParallelism() })
  const engine = lazily(connectEngine)
  const gate = Promise.withResolvers<ContainerGate>()
  const network = lazily(async () => openNetwork(await engine.get(), owner, gate.promise))
  let wanted: ReadonlySet<string> = new Set()
  const leftovers = lazily(async () => findLeftovers(await engine.get(), owner, wanted))
  const closing = new AbortController()

  async function run(job: Job): Promise<Exit> {
    job.signal.throwIfAborted()
    const docker = await engine.get()
    // Once, before this launcher makes a container: all that exist by then are of an earlier one.
    const recovered = await leftovers.get()
    const found = recovered.get(job.executionId)
    recovered.delete(job.executionId)
    if (found) {
      // Opens the relays that its endpoints go through.
      await (await network.get()).reach.open(job.signal)
      return runContainer(docker, found, job)
    }
    await ensureImage(docker, job)
    const created = await createContainer(docker, job, { owner, network: await network.get() })
    return runContainer(docker, created, job)
  }

  return {
    accepts: isImageName,
    connect: gate.resolve,

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
      // Connecting takes as long as the rest of a platform's start. The first launch reports a failure, too.
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
