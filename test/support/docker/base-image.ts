import { fileURLToPath } from 'node:url'
import type Docker from 'dockerode'
import { followProgress } from '../../../platform/launchers/docker/progress.ts'
import { DISTROLESS_IMAGE, makeNodeImages, NODE_IMAGE } from './stand-in-image.ts'
import { testImage } from './test-image.ts'

const root = fileURLToPath(new URL('../../../', import.meta.url))

/** Builds a target of the Dockerfile as it is now, by the classic builder; the engine's cache makes it quick. */
export async function buildBaseImage(
  docker: Docker,
  target: 'runtime' | 'distroless' = 'runtime',
): Promise<string> {
  await makeNodeImages(docker)
  const t = testImage(target)
  const context = {
    context: root,
    src: ['Dockerfile', 'dist/transition-runtime.cjs', 'dist/transition-telemetry.mjs', 'image/warm.ts'],
  }
  const buildargs = { NODE_IMAGE, DISTROLESS_IMAGE }
  await followProgress(await docker.buildImage(context, { t, target, buildargs, forcerm: true }))
  return t
}
