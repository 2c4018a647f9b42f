import type Docker from 'dockerode'
import { EXECUTION, isOrphan, OWNER, type Owner } from '../docker/labels.ts'
import { removeJob } from './service.ts'

/**
 * Finds the jobs of these executions. Removes jobs that nobody follows: the owner's others, unless other members share
 * its jobs, and the orphans of processes of this machine that are gone.
 */
export async function findJobs(
  docker: Docker,
  { owner, isShared }: { owner: Owner; isShared: boolean },
  executionIds: ReadonlySet<string>,
): Promise<Map<string, Docker.Service>> {
  const found = new Map<string, Docker.Service>()
  for (const { service, executionId, labels } of await listJobs(docker)) {
    const isAbandoned = labels[OWNER] === owner.id && !isShared
    if (executionIds.has(executionId)) found.set(executionId, service)
    else if (isAbandoned || isOrphan(labels)) await removeJob(docker, service, executionId)
  }
  return found
}

/** Removes the jobs of executions that no member watches. */
export async function removeForgotten(
  docker: Docker,
  isForgotten: (executionId: string) => Promise<boolean>,
): Promise<void> {
  for (const { service, executionId } of await listJobs(docker))
    if (await isForgotten(executionId)) await removeJob(docker, service, executionId)
}

async function listJobs(docker: Docker) {
  const found = await docker.listServices({ filters: { label: [EXECUTION] } })
  return found.map(({ ID, Spec }) => {
    const labels: Record<string, string> = Spec?.Labels ?? {}
    return { service: docker.getService(ID), executionId: labels[EXECUTION] ?? '', labels }
  })
}
