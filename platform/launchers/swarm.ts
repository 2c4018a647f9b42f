import type Docker from 'dockerode'
import { isImageName } from './docker.ts'
import { createOwner } from './docker/labels.ts'
import type { Job, Launcher } from './launcher.ts'
import { lazily } from './lazily.ts'
import { followJob } from './swarm/job.ts'
import { findJobs, removeForgotten } from './swarm/leftovers.ts'
import { connectManager } from './swarm/manager.ts'
import { createJob } from './swarm/service.ts'
import { watchTasks } from './swarm/tasks.ts'

/** Whose jobs they are, and who shares them. */
export interface SwarmLauncherOptions {
  /**
   * A name that stays the same across restarts, such as the folder of the platform's state. The launcher finds its jobs by
   * it after a restart. Without it, the next launcher on this machine removes them.
   */
  owner?: string
  /** Whether several platforms on one database have the same jobs. Default: false. */
  isShared?: boolean
}

/**
 * Starts each image as a job of a Docker Swarm, which schedules it on a node. It connects to the manager for the first
 * container.
 */
export function swarmLauncher({ owner: name, isShared = false }: SwarmLauncherOptions = {}): Launcher & {
  /** @throws LaunchError where there is no swarm, which says how to get one */
  check(): Promise<void>
} {
  const owner = createOwner(name, !isShared)
  const manager = lazily(async () => {
    const docker = await connectManager()
    return { docker, watch: watchTasks(docker) }
  })
  let recovered = new Map<string, Docker.Service>()

  return {
    accepts: isImageName,
    isShared,

    async launch(job: Job) {
      job.signal.throwIfAborted()
      const connected = await manager.get()
      const found = recovered.get(job.executionId)
      recovered.delete(job.executionId)
      return followJob(connected, found ?? (await createJob(connected.docker, job, owner)), job)
    },

    async recover(executionIds) {
      const { docker } = await manager.get()
      const found = await findJobs(docker, { owner, isShared }, executionIds)
      recovered = new Map([...recovered, ...found])
      return new Set(found.keys())
    },

    async tidy(isForgotten) {
      const { docker } = await manager.get()
      await removeForgotten(docker, isForgotten)
    },

    check: async () => void (await manager.get()),
  }
}
