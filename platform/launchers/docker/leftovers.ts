import type Docker from 'dockerode'
import { removeContainer } from './container.ts'
import { EXECUTION, isOrphan, OWNER, type Owner } from './labels.ts'
import { removeNetwork } from './network.ts'

/**
 * The owner's containers of these executions, which an earlier life of the platform left. All others that it left are
 * removed, and what platforms left that will never come back.
 */
export async function findLeftovers(
  docker: Docker,
  owner: Owner,
  executionIds: ReadonlySet<string>,
): Promise<Map<string, Docker.Container>> {
  const kept = new Map<string, Docker.Container>()
  const filters = { label: [OWNER] }
  for (const { Id, Labels } of await docker.listContainers({ all: true, filters })) {
    const container = docker.getContainer(Id)
    const executionId = Labels[EXECUTION] ?? ''
    const isOurs = Labels[OWNER] === owner.id
    if (isOurs && executionIds.has(executionId)) kept.set(executionId, container)
    else if (isOurs || isOrphan(Labels)) await removeContainer(container)
  }
  for (const { Id, Labels = {} } of await docker.listNetworks({ filters })) {
    // Its containers need it; where none is left, the next one makes it anew.
    const isOurs = Labels[OWNER] === owner.id
    if ((isOurs && kept.size === 0) || isOrphan(Labels)) await removeNetwork(docker, Id)
  }
  return kept
}
