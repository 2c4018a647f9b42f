import type Docker from 'dockerode'
import { removeContainer } from './container.ts'
import { EXECUTION, isOrphan, OWNER, type Owner } from './labels.ts'
import { removeNetwork } from './network.ts'

/**
 * Finds the owner's containers of these executions, which it started before a restart. Removes its other containers, and
 * the orphans of processes that are gone.
 */
export async function findLeftovers(
  docker: Docker,
  owner: Owner,
  executionIds: ReadonlySet<string>,
): Promise<Map<string, Docker.Container>> {
  const found = new Map<string, Docker.Container>()
  const filters = { label: [OWNER] }
  for (const { Id, Labels } of await docker.listContainers({ all: true, filters })) {
    const container = docker.getContainer(Id)
    const executionId = Labels[EXECUTION] ?? ''
    const isOurs = Labels[OWNER] === owner.id
    if (isOurs && executionIds.has(executionId)) found.set(executionId, container)
    else if (isOurs || isOrphan(Labels)) await removeContainer(container)
  }
  for (const { Id, Labels = {} } of await docker.listNetworks({ filters })) {
    // Containers that go on need it. Otherwise the next launch creates it again.
    const isOurs = Labels[OWNER] === owner.id
    if ((isOurs && found.size === 0) || isOrphan(Labels)) await removeNetwork(docker, Id)
  }
  return found
}
