import { fileURLToPath } from 'node:url'
import type Docker from 'dockerode'
import { followProgress } from '../../../platform/launchers/docker/progress.ts'
import { buildBaseImage } from './base-image.ts'
import { testImage } from './test-image.ts'

const fixtures = fileURLToPath(new URL('../../fixtures/', import.meta.url))

/** Builds an image of `test/fixtures/images/`, with the fixtures' handlers in its context. */
export async function buildFixtureImage(
  docker: Docker,
  name: string,
  { tag = name, buildargs = {} }: { tag?: string; buildargs?: Record<string, string> } = {},
): Promise<string> {
  const t = testImage(tag)
  const context = { context: fixtures, src: ['handlers', `images/${name}`] }
  const options = { t, dockerfile: `images/${name}/Dockerfile`, buildargs, forcerm: true }
  await followProgress(await docker.buildImage(context, options))
  return t
}

/** An image of the base image and every handler of the fixtures: `TRANSITION_HANDLER` says which one runs. */
export async function buildHandlersImage(
  docker: Docker,
  target: 'runtime' | 'distroless' = 'runtime',
): Promise<string> {
  const buildargs = { BASE: await buildBaseImage(docker, target) }
  return buildFixtureImage(docker, 'handlers', { tag: `handlers-${target}`, buildargs })
}
