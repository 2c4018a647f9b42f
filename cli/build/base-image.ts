import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type Docker from 'dockerode'
import type { ProgressEvent } from '../../platform/launchers/docker/progress.ts'
import { UsageError } from '../usage-error.ts'
import { version } from '../version.ts'
import { buildImage } from './build-image.ts'

const FILES = ['Dockerfile', 'dist/transition-runtime.cjs', 'dist/transition-telemetry.mjs', 'image/warm.ts']

/**
 * Builds this version's base image from this package, so that nothing but Node's own image has to be pulled.
 * @returns its tag
 */
export async function buildBaseImage(
  docker: Docker,
  onProgress: (event: ProgressEvent) => void,
  signal?: AbortSignal,
): Promise<string> {
  const context = fileURLToPath(new URL('./', import.meta.resolve('docker-transition/package.json')))
  for (const file of FILES) {
    const isThere = await stat(join(context, file)).catch(() => undefined)
    if (!isThere) throw new UsageError(`${join(context, file)} is missing: npm run build makes it`)
  }
  const tag = `docker-transition:${version}`
  await buildImage(docker, {
    context,
    files: FILES,
    tag,
    target: 'runtime',
    buildargs: { VERSION: version },
    onProgress,
    signal,
  })
  // What a Dockerfile names: `FROM docker-transition`.
  await docker.getImage(tag).tag({ repo: 'docker-transition', tag: 'latest' })
  return tag
}
