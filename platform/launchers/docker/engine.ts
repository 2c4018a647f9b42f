import type Docker from 'dockerode'
import { messageOf, codeOf } from '../../../contract/index.ts'
import { LaunchError } from '../launcher.ts'

/** An engine that has not answered after this time, in milliseconds, counts as absent. */
const CONNECT_TIMEOUT_MS = 10_000

/** For the message where no engine answers. */
const HOW_TO_GET_ONE =
  'install one (Debian and Ubuntu: apt-get install docker.io; macOS and Windows: Docker Desktop), start it, or say in DOCKER_HOST where it listens'

/**
 * Connects to the Docker Engine: `DOCKER_HOST`, or the machine's own.
 * @throws LaunchError which says how to get one
 */
export async function connectEngine(): Promise<Docker> {
  // It is large: loaded for the first container.
  const { default: DockerClient } = await import('dockerode')
  const docker = new DockerClient()
  try {
    await docker.listContainers({ limit: 1, abortSignal: AbortSignal.timeout(CONNECT_TIMEOUT_MS) })
    return docker
  } catch (error) {
    const where = process.env['DOCKER_HOST'] ?? 'the default address'
    const isForbidden = codeOf(error) === 'EACCES'
    throw new LaunchError(
      isForbidden
        ? `This user may not talk to the Docker Engine at ${where} (${messageOf(error)}): add them to the group docker`
        : `No Docker Engine answers at ${where} (${messageOf(error)}): ${HOW_TO_GET_ONE}`,
    )
  }
}

/** The HTTP status of an engine's refusal; undefined for any other error. */
export function statusOf(error: unknown): number | undefined {
  return error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : undefined
}

/** What the engine says in its refusal, without what dockerode puts around it. */
export function wordsOf(error: unknown): string {
  if (error instanceof Error && 'json' in error) {
    const { json } = error
    if (typeof json === 'object' && json && 'message' in json) return String(json.message).trim()
  }
  return messageOf(error)
}
