import type Docker from 'dockerode'
import { envOf, KILL_AFTER_SECONDS, MIB, nameOf, nanoCpus, PIDS_LIMIT } from '../docker/container.ts'
import { statusOf, wordsOf } from '../docker/engine.ts'
import { authOf, checkImageUrl } from '../docker/image.ts'
import { EXECUTION, type Owner } from '../docker/labels.ts'
import { loopbackEndpoints } from '../docker/reach.ts'
import { LaunchError, type Job } from '../launcher.ts'

/** The file with the variables from secrets, as JSON, in a container. */
const SECRETS_FILE = '/run/secrets/docker-transition.json'
const NANOSECONDS = 1e9

/**
 * Creates a job of one container in the swarm, with the confinement of a container on one engine as far as Swarm supports
 * it. Values from secrets are in a secret of the swarm, never in the service's description.
 * @throws LaunchError
 */
export async function createJob(docker: Docker, job: Job, owner: Owner): Promise<Docker.Service> {
  const { imageUrl, executionId, cpu, memory, registry } = job
  checkImageUrl(imageUrl)
  const [endpoint] = loopbackEndpoints(job.environment)
  if (endpoint !== undefined)
    throw new LaunchError(
      `${endpoint} is ${job.environment[endpoint]}, which on a node of the swarm is that node itself: give an address at which all nodes reach the platform, and start it with --host`,
    )
  const name = nameOf(executionId)
  const labels = { ...owner.labels, [EXECUTION]: executionId }
  const { open, secret } = divide(job)
  const size = { NanoCPUs: nanoCpus(cpu), MemoryBytes: memory * MIB }
  try {
    const secretId = secret && (await createSecret(docker, name, labels, secret))
    const spec: Docker.ServiceSpec = {
      Name: name,
      Labels: labels,
      Mode: { ReplicatedJob: { MaxConcurrent: 1, TotalCompletions: 1 } },
      TaskTemplate: {
        ContainerSpec: {
          Image: imageUrl,
          Env: envOf(open),
          ReadOnly: true,
          CapabilityDrop: ['ALL'],
          StopGracePeriod: KILL_AFTER_SECONDS * NANOSECONDS,
          Mounts: [
            {
              Type: 'tmpfs',
              Target: '/tmp',
              Source: '',
              TmpfsOptions: { SizeBytes: (memory / 2) * MIB, Mode: 0o1777 },
            },
          ],
          ...(secretId !== undefined && {
            Secrets: [
              {
                SecretID: secretId,
                SecretName: name,
                File: { Name: SECRETS_FILE, UID: '0', GID: '0', Mode: 0o444 },
              },
            ],
          }),
        },
        Resources: { Limits: { ...size, Pids: PIDS_LIMIT }, Reservations: size },
        // The platform decides about another attempt, not the swarm.
        RestartPolicy: { Condition: 'none' },
        LogDriver: { Name: 'json-file' },
      },
    }
    const auth = authOf(imageUrl, registry)
    return auth ? await docker.createService(auth, spec) : await docker.createService(spec)
  } catch (error) {
    await removeSecret(docker, name)
    throw new LaunchError(`The swarm refused a job of ${imageUrl}: ${wordsOf(error)}`)
  }
}

/** Divides the variables into those that the service's description may show and those from secrets. */
function divide({ environment, secretNames }: Job) {
  const entries = Object.entries(environment)
  const open = Object.fromEntries(entries.filter(([name]) => !secretNames.has(name)))
  if (secretNames.size === 0) return { open, secret: undefined }
  const secret = Object.fromEntries(entries.filter(([name]) => secretNames.has(name)))
  return { open: { ...open, TRANSITION_SECRETS_FILE: SECRETS_FILE }, secret }
}

async function createSecret(
  docker: Docker,
  Name: string,
  Labels: Record<string, string>,
  values: Record<string, string>,
): Promise<string> {
  const Data = Buffer.from(JSON.stringify(values)).toString('base64')
  const { id }: { id: string } = await docker.createSecret({ Name, Labels, Data })
  return id
}

/**
 * Makes the swarm start a job's container again, on another node. It does not do so by itself for a lost node.
 * @returns false if the manager is away, or on a conflict with another change of the job
 */
export async function replaceContainer(service: Docker.Service): Promise<boolean> {
  try {
    const { Spec, Version } = await service.inspect()
    const { TaskTemplate } = Spec
    const ForceUpdate = Number(TaskTemplate.ForceUpdate ?? 0) + 1
    await service.update({ ...Spec, version: Version.Index, TaskTemplate: { ...TaskTemplate, ForceUpdate } })
    return true
  } catch {
    return false
  }
}

/** Removes a job with its container, running or not, and its secret. Idempotent. */
export async function removeJob(docker: Docker, service: Docker.Service, executionId: string): Promise<void> {
  await service.remove().catch(unlessGone)
  await removeSecret(docker, nameOf(executionId))
}

async function removeSecret(docker: Docker, name: string): Promise<void> {
  await docker.getSecret(name).remove().catch(unlessGone)
}

function unlessGone(error: unknown): void {
  if (statusOf(error) !== 404) throw error
}
