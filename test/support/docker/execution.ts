import { dockerLauncher, type DockerLauncherOptions } from '../../../platform/index.ts'
import { startPlatform, type TestPlatform } from '../platform.ts'

/** A platform that starts containers. */
export function startDockerPlatform(options: DockerLauncherOptions = {}): Promise<TestPlatform> {
  return startPlatform({ launchers: [dockerLauncher(options)] })
}

/** What to run. */
export interface ContainerRun {
  imageUrl: string
  /** One of the fixtures', in an image that has them all. */
  handler?: string
  environment?: Record<string, string>
  input?: Record<string, unknown>
  memory?: 512 | 1024 | 2048
  /** Of a secret with the registry's username and password. */
  secretId?: string
}

/** Starts an execution of a transition of its own, which gets the platform's credentials from a secret. */
export async function startExecution(
  platform: Pick<TestPlatform, 'client' | 'environment'>,
  { imageUrl, handler, environment, input = {}, memory = 512, secretId: registry }: ContainerRun,
) {
  const { client } = platform
  const { secretId } = await client.secrets.create({ data: platform.environment })
  const { transitionId } = await client.transitions.create({
    transitionType: 'docker',
    timeoutInSeconds: 60,
    parameters: {
      imageUrl,
      cpu: 256,
      memory,
      environment: { ...(handler && { TRANSITION_HANDLER: handler }), ...environment },
      environmentSecrets: [secretId],
      ...(registry && { secretId: registry }),
    },
  })
  return client.transitions.executions.create(transitionId, { input })
}

/** Runs an execution to its end, and its container too. */
export async function runExecution(platform: TestPlatform, run: ContainerRun) {
  const { executionId, logId } = await startExecution(platform, run)
  const { execution, output, error } = await platform.ended(executionId)
  await platform.exited(executionId)
  const log = await platform.client.logs.get(logId ?? '')
  return {
    status: execution.status,
    output,
    error,
    log: log.events?.map(({ message }) => message ?? '') ?? [],
  }
}
