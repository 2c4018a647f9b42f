import { addAbortSignal } from 'node:stream'
import type Docker from 'dockerode'
import { messageOf } from '../../contract/index.ts'
import { followProgress, type ProgressEvent } from '../../platform/launchers/docker/progress.ts'
import { UsageError } from '../usage-error.ts'
import { packContext } from './pack-context.ts'

/** One build by the Docker Engine. */
export interface ImageBuild {
  /** The folder that the Dockerfile's COPY is relative to. */
  context: string
  /** The files of it that may go to the engine. */
  files: string[]
  tag: string
  target?: string
  buildargs?: Record<string, string>
  onProgress: (event: ProgressEvent) => void
  /** Ends the build; it rejects with the signal's reason. */
  signal?: AbortSignal | undefined
}

/**
 * Builds an image: by BuildKit, or by the classic builder where `DOCKER_BUILDKIT` is 0, as docker itself reads it.
 * @throws UsageError with the builder's words
 */
export async function buildImage(
  docker: Docker,
  { context, files, tag, target, buildargs, onProgress, signal }: ImageBuild,
): Promise<void> {
  const builder = process.env['DOCKER_BUILDKIT'] === '0' ? { forcerm: true } : { version: '2' as const }
  try {
    const stream = await docker.buildImage(await packContext(context, files), {
      t: tag,
      ...builder,
      ...(target && { target }),
      ...(buildargs && { buildargs }),
    })
    await followProgress(abortable(stream, signal), onProgress)
  } catch (error) {
    signal?.throwIfAborted()
    throw new UsageError(`The image ${tag} could not be built: ${messageOf(error)}`)
  }
}

/** The engine stops a build when its client disconnects. */
function abortable<S extends NodeJS.ReadableStream>(stream: S, signal: AbortSignal | undefined): S {
  return signal ? addAbortSignal(signal, stream) : stream
}
