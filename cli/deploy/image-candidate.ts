import { addAbortSignal, type Readable } from 'node:stream'
import type Docker from 'dockerode'
import { followProgress, type ProgressEvent } from '../../platform/launchers/docker/progress.ts'
import { statusOf, wordsOf } from '../../platform/launchers/docker/engine.ts'
import { registryOf } from '../../platform/launchers/docker/image.ts'
import { UnavailableError } from '../unavailable-error.ts'
import { findRegistryLogin } from './registry-login.ts'

/** An image that was built and may be released. */
export interface Candidate {
  /** The name that it was built under. */
  tag: string
  /** Bytes. */
  size: number
  /** What it will be called: `registry.example.com/team/name:tag`. */
  imageUrl: string
  /** `sha256:…` of what has that name now; undefined where nothing has. */
  before: string | undefined
  /** `sha256:…` of this one, by the same measure, where it is known yet. */
  after: string | undefined
}

/** Whether it is another one than what has its name; one that no registry has seen is. */
export function isNew({ before, after }: Candidate): boolean {
  return after === undefined || before !== after
}

/** Compares what was built with what has its name: in the registry, or in this machine's engine. */
export async function compareImage(
  docker: Docker,
  { tag, size, imageUrl }: Pick<Candidate, 'tag' | 'size' | 'imageUrl'>,
  pushes: boolean,
): Promise<Candidate> {
  const { Id, RepoDigests } = await docker.getImage(tag).inspect()
  if (!pushes) {
    const before = await docker
      .getImage(imageUrl)
      .inspect()
      .then(
        ({ Id }) => Id,
        () => undefined,
      )
    return { tag, size, imageUrl, before, after: Id }
  }
  const { repo } = splitTag(imageUrl)
  const before = await digestInRegistry(docker, imageUrl)
  const digests = (RepoDigests ?? [])
    .filter((one) => one.startsWith(`${repo}@`))
    .map((one) => one.slice(repo.length + 1))
  return { tag, size, imageUrl, before, after: digests.find((digest) => digest === before) ?? digests[0] }
}

/** Gives the image its name; and brings it to its registry. */
export async function release(
  docker: Docker,
  { tag, imageUrl }: Candidate,
  {
    pushes,
    onProgress,
    signal,
  }: { pushes: boolean; onProgress: (event: ProgressEvent) => void; signal: AbortSignal },
): Promise<void> {
  await docker.getImage(tag).tag(splitTag(imageUrl))
  if (!pushes) return
  const registry = registryOf(imageUrl)
  const login = await findRegistryLogin(registry)
  try {
    // The engine wants the header also where it stays empty.
    const stream = await docker.getImage(imageUrl).push({ authconfig: login ?? {} })
    // A stream of the engine's; its type says less than it is.
    await followProgress(addAbortSignal(signal, stream as Readable), onProgress)
  } catch (error) {
    signal.throwIfAborted()
    throw new UnavailableError(
      `The image ${imageUrl} could not be pushed: ${wordsOf(error)}. ${adviceFor(registry, login !== undefined)}`,
    )
  }
}

/** @throws UnavailableError where the registry doesn't say */
async function digestInRegistry(docker: Docker, imageUrl: string): Promise<string | undefined> {
  const registry = registryOf(imageUrl)
  const login = await findRegistryLogin(registry)
  try {
    const { Descriptor } = await docker.getImage(imageUrl).distribution({ authconfig: login ?? {} })
    return Descriptor.digest
  } catch (error) {
    // Registries tell nobody who may not know whether an image is there: then the push will say it.
    if (statusOf(error) === 404 || statusOf(error) === 401 || statusOf(error) === 403) return undefined
    if (/manifest unknown|not found|name unknown|denied|unauthorized/i.test(wordsOf(error))) return undefined
    throw new UnavailableError(
      `The registry ${registry} doesn't say what ${imageUrl} is: ${wordsOf(error)}. Is its name right, and is it reachable from the engine?`,
    )
  }
}

function adviceFor(registry: string, isLoggedIn: boolean): string {
  const server = registry.startsWith('https://index.docker.io') ? '' : ` ${registry}`
  return isLoggedIn
    ? `May the login of docker login${server} write there?`
    : `This machine has no login for it: docker login${server}`
}

/** A registry may have a port: only a colon after the last slash begins a tag. */
export function splitTag(imageUrl: string): { repo: string; tag: string } {
  const colon = imageUrl.indexOf(':', imageUrl.lastIndexOf('/') + 1)
  return colon === -1
    ? { repo: imageUrl, tag: 'latest' }
    : { repo: imageUrl.slice(0, colon), tag: imageUrl.slice(colon + 1) }
}
