import { stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { ProjectConfig } from '../../../project/config/project-config.ts'
import type { Wanted } from '../../../project/deploy/wanted.ts'
import { Resources } from '../../resources.ts'
import { buildCandidate } from '../build-candidate.ts'
import { isNew } from '../image-candidate.ts'

/** The images of a project's transitions, built and not yet released. */
export interface Images extends AsyncDisposable {
  isAnyNew: boolean
  /** A line for each that is new. */
  lines: string[]
  release(): Promise<void>
}

/** Builds the image of each docker transition that is wanted. */
export async function buildImages(
  wanted: readonly Wanted[],
  project: ProjectConfig,
  folder: string,
  options: { say: ((text: string) => void) | undefined; signal: AbortSignal },
): Promise<Images> {
  await using made = new Resources()
  const built: { url: string; release: () => Promise<void> }[] = []
  for (const { key, body } of wanted) {
    const transition = key.startsWith('transitions/') && project.transitions[key.slice('transitions/'.length)]
    if (!transition || transition.type === 'manual') continue
    const imageUrl = String(body((other) => other)['imageUrl'])
    const source = await sourceOf(join(folder, transition.handler))
    const image = await buildCandidate({ source, imageUrl, pushes: true, ...options })
    made.use(image)
    if (isNew(image.candidate)) built.push({ url: imageUrl, release: image.release })
  }
  const all = made.move()
  return {
    isAnyNew: built.length > 0,
    lines: built.map(({ url }) => `~ image ${url}`),
    async release() {
      for (const { release } of built) await release()
    },
    [Symbol.asyncDispose]: () => all[Symbol.asyncDispose](),
  }
}

/** What an image is built of: the handler's folder where that has a Dockerfile, the handler where it hasn't. */
async function sourceOf(handler: string): Promise<string> {
  const hasDockerfile = await stat(join(dirname(handler), 'Dockerfile')).catch(() => undefined)
  return hasDockerfile ? dirname(handler) : handler
}
