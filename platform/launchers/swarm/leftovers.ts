import type Docker from 'dockerode'
import { EXECUTION, isOrphan, OWNER, type Owner } from '../docker/labels.ts'
import { removeJob } from './service.ts'

/**
 * The jobs of these executions. Others that nobody will follow to their end are removed: those that the owner left, unless
 * others share its jobs, and those of processes of this machine that are gone.
 */
export async function findJobs(
  docker: Docker,
  { owner, isShared }: { owner: Owner; isShared: boolean },
  executionIds: ReadonlySet<string>,
): Promise<Map<string, Docker.Service>> {
  const kept = new Map<string, Docker.Service>()
  for (const { service, executionId, labels } of await listJobs(docker)) {
    const isLeft = labels[OWNER] === owner.id && !isShared
    if (executionIds.has(executionId)) kept.set(executionId, service)
    else if (isLeft || isOrphan(labels)) await removeJob(docker, service, executionId)
  }
  return kept
}

/** Removes the jobs of executions that nobody watches any more. */
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
