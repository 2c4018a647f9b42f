import type Docker from 'dockerode'
import { z } from 'zod'
import { connectEngine } from '../docker/engine.ts'
import { LaunchError } from '../launcher.ts'

const Info = z.object({
  Swarm: z.object({ LocalNodeState: z.string(), ControlAvailable: z.boolean() }).optional(),
})

/**
 * Connects to a manager of a swarm: the engine that `DOCKER_HOST` names, or the machine's own.
 * @throws LaunchError which says how to get a swarm
 */
export async function connectManager(): Promise<Docker> {
  const docker = await connectEngine()
  const { Swarm: swarm } = Info.parse(await docker.info())
  const where = process.env['DOCKER_HOST'] ?? 'of this machine'
  if (swarm?.LocalNodeState !== 'active')
    throw new LaunchError(
      `The Docker Engine ${where} is in no swarm: \`docker swarm init\` makes one of it, \`docker swarm join\` adds it to one`,
    )
  if (!swarm.ControlAvailable)
    throw new LaunchError(
      `The Docker Engine ${where} is no manager of its swarm: say in DOCKER_HOST where one listens`,
    )
  return docker
}
