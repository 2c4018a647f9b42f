import type Docker from 'dockerode'
import { LaunchError, type RegistryCredentials } from '../launcher.ts'
import { statusOf, wordsOf } from './engine.ts'
import { followProgress } from './progress.ts'

const DOMAIN = '(?:[A-Za-z0-9-]+(?:\\.[A-Za-z0-9-]+)*(?::\\d+)?/)?'
const COMPONENT = '[a-z0-9]+(?:(?:\\.|_|__|-+)[a-z0-9]+)*'
const TAG = '(?::\\w[\\w.-]{0,127})?'
const DIGEST = '(?:@sha256:[0-9a-f]{64})?'
/** The grammar of https://pkg.go.dev/github.com/distribution/reference. */
const REFERENCE = new RegExp(`^${DOMAIN}${COMPONENT}(?:/${COMPONENT})*${TAG}${DIGEST}$`)

/**
 * Pulls an image unless the engine has it.
 * @throws LaunchError which names the image and what to do
 */
export async function ensureImage(
  docker: Docker,
  {
    imageUrl,
    registry,
    signal,
  }: { imageUrl: string; registry: RegistryCredentials | undefined; signal: AbortSignal },
): Promise<void> {
  checkImageUrl(imageUrl)
  if (await hasImage(docker, imageUrl)) return
  try {
    const authconfig = authOf(imageUrl, registry)
    const stream = await docker.pull(imageUrl, { ...(authconfig && { authconfig }), abortSignal: signal })
    await followProgress(stream)
  } catch (error) {
    const access = registry
      ? 'the username and password in the secret of its parameters.secretId may be wrong'
      : "a private registry's username and password belong in a secret, and its id in parameters.secretId"
    throw new LaunchError(
      `The image ${imageUrl} could not be pulled: ${wordsOf(error)}. Is its name right? If it is, ${access}`,
    )
  }
}

/** @throws LaunchError for what is no image's name */
export function checkImageUrl(imageUrl: string): void {
  if (REFERENCE.test(imageUrl)) return
  throw new LaunchError(
    `${imageUrl} is no image URL: expected one such as registry.example.com/team/name:tag`,
  )
}

/** The credentials for a pull from a private registry. */
export const authOf = (imageUrl: string, registry: RegistryCredentials | undefined) =>
  registry && { ...registry, serveraddress: registryOf(imageUrl) }

async function hasImage(docker: Docker, imageUrl: string): Promise<boolean> {
  try {
    await docker.getImage(imageUrl).inspect()
    return true
  } catch (error) {
    if (statusOf(error) === 404) return false
    throw new LaunchError(`The engine can't inspect the image ${imageUrl}: ${wordsOf(error)}`)
  }
}

/** The registry's address as engines expect it: without one in its name, an image is Docker Hub's. */
export function registryOf(imageUrl: string): string {
  const [first = '', ...rest] = imageUrl.split('/')
  const isDomain = rest.length > 0 && (/[.:]/.test(first) || first === 'localhost')
  return isDomain ? first : 'https://index.docker.io/v1/'
}
