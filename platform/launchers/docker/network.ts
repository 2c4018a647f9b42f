import type Docker from 'dockerode'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { LaunchError, type ContainerGate } from '../launcher.ts'
import { OWNER, type Owner } from './labels.ts'
import { statusOf } from './engine.ts'
import { createReach, type Reach } from './reach.ts'

/** The network of one platform's containers. They reach the platform and the outside, not each other. */
export interface ContainerNetwork extends AsyncDisposable {
  id: string
  /** The address by which a container reaches this machine, or the engine's word for it. */
  host: string
  reach: Reach
}

/** Finds or creates the owner's network. */
export async function openNetwork(
  docker: Docker,
  owner: Owner,
  gate: Promise<ContainerGate>,
): Promise<ContainerNetwork> {
  const [known] = await docker.listNetworks({ filters: { label: [`${OWNER}=${owner.id}`] } })
  const { id } = known
    ? { id: known.Id }
    : await docker.createNetwork({
        Name: `docker-transition-${owner.id}`,
        CheckDuplicate: true,
        Driver: 'bridge',
        Options: { 'com.docker.network.bridge.enable_icc': 'false' },
        Labels: owner.labels,
      })
  const network: Docker.NetworkInspectInfo = await docker.getNetwork(id).inspect()
  const { Gateway, Subnet: subnet } = network.IPAM?.Config?.[0] ?? {}
  if (!Gateway || !subnet) throw new LaunchError(`The engine's network ${network.Name} has no gateway`)
  const gateway = Gateway.replace(/\/\d+$/, '')
  const isLocal = await isOfThisMachine(gateway)
  const reach = createReach(isLocal ? { gateway, subnet } : undefined, gate)
  return {
    id,
    host: isLocal ? gateway : 'host-gateway',
    reach,
    async [Symbol.asyncDispose]() {
      await reach[Symbol.asyncDispose]()
      await removeNetwork(docker, id)
    },
  }
}

/** Whether this machine has the address. It tries to listen: the list of interfaces omits bridges without containers. */
async function isOfThisMachine(address: string): Promise<boolean> {
  const probe = createServer().listen(0, address)
  try {
    await once(probe, 'listening')
    return true
  } catch {
    return false
  } finally {
    probe.close()
  }
}

/** Removes a network unless containers still use it. */
export async function removeNetwork(docker: Docker, id: string): Promise<void> {
  await docker
    .getNetwork(id)
    .remove()
    .catch((error: unknown) => {
      if (statusOf(error) === undefined) throw error
    })
}
