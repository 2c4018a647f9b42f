import { messageOf } from '../../contract/index.ts'
import { connectEngine } from '../../platform/launchers/docker/engine.ts'
import type { ProgressEvent } from '../../platform/launchers/docker/progress.ts'
import { UnavailableError } from '../unavailable-error.ts'
import { buildBaseImage } from './base-image.ts'
import { buildImage } from './build-image.ts'
import { defaultTag, openContext } from './build-context.ts'
import { reportImage, type ImageReport } from './image-report.ts'

/** What to build an image of, and who is told of its steps. */
export interface HandlerBuild {
  /** A handler's file, its folder, or a folder with a Dockerfile. */
  path: string
  tag?: string | undefined
  /** The image to start from instead of this version's own. */
  base?: string | undefined
  /** For the author's own Dockerfile. */
  buildargs?: Record<string, string> | undefined
  onProgress: (event: ProgressEvent) => void
  /** Ends the build; it rejects with the signal's reason. */
  signal?: AbortSignal | undefined
}

/** Builds a handler's image. */
export async function buildHandler({
  path,
  tag,
  base,
  buildargs,
  onProgress,
  signal,
}: HandlerBuild): Promise<ImageReport> {
  // First what is wrong with the handler: it is as wrong where no engine answers.
  await using context = await openContext(path)
  const docker = await connectEngine().catch((error: unknown) => {
    throw new UnavailableError(messageOf(error))
  })
  const image = tag ?? (await defaultTag(path))
  const from = base ?? (context.needsBase ? await buildBaseImage(docker, onProgress, signal) : undefined)
  await buildImage(docker, {
    context: context.folder,
    files: context.files,
    tag: image,
    buildargs: { ...(from !== undefined && !context.isOwn && { BASE: from }), ...buildargs },
    onProgress,
    signal,
  })
  return reportImage(docker, image)
}
