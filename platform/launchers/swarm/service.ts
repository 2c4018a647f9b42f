import type Docker from 'dockerode'
import { envOf, KILL_AFTER_SECONDS, MIB, nameOf, nanoCpus, PIDS_LIMIT } from '../docker/container.ts'
import { statusOf, wordsOf } from '../docker/engine.ts'
import { authOf, checkImageUrl } from '../docker/image.ts'
import { EXECUTION, type Owner } from '../docker/labels.ts'
import { loopbackEndpoints } from '../docker/reach.ts'
import { LaunchError, type Job } from '../launcher.ts'

/** Where a container finds the values that nobody else may see, as JSON. */
const SECRETS_FILE = '/run/secrets/docker-transition.json'
const NANOSECONDS = 1e9

/**
 * Gives an execution to the swarm as a job of one container: the same confinement as on one engine, as far as Swarm has
 * words for it. Values of secrets are in a secret of the swarm, never in what a service shows of itself.
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
    const secretId = secret && (await keepSecret(docker, name, labels, secret))
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
        // A container that fails has failed: whether there is another is the platform's to say.
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

/** What the service may show, and what it may not. */
function divide({ environment, secretNames }: Job) {
  const entries = Object.entries(environment)
  const open = Object.fromEntries(entries.filter(([name]) => !secretNames.has(name)))
  if (secretNames.size === 0) return { open, secret: undefined }
  const secret = Object.fromEntries(entries.filter(([name]) => secretNames.has(name)))
  return { open: { ...open, TRANSITION_SECRETS_FILE: SECRETS_FILE }, secret }
}

async function keepSecret(
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
 * Makes the swarm start a job's container anew, elsewhere: of jobs on a lost node it does so only when it is told to.
 * @returns whether it was told; not if the manager is away, or somebody else changed the job meanwhile
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

/** Removes a job with its container, running or not, and its secret; what is gone is as good. */
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
