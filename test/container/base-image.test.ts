import { beforeAll, describe, expect, it } from 'vitest'
import { buildBaseImage } from '../support/docker/base-image.ts'
import { docker, hasNoEngine, why } from '../support/docker/engine.ts'
import { runExecution, startDockerPlatform, startExecution } from '../support/docker/execution.ts'
import { buildFixtureImage, buildHandlersImage } from '../support/docker/fixture-image.ts'
import { runContainer } from '../support/docker/run-container.ts'
import { NODE_IMAGE } from '../support/docker/stand-in-image.ts'

const MIB = 1024 ** 2

describe.skipIf(hasNoEngine)(`the base image${why}`, () => {
  let base: string
  let handlers: string
  beforeAll(async () => {
    base = await buildBaseImage(docker)
    handlers = await buildHandlersImage(docker)
  })

  it('adds less than 2 MiB to the image of Node', async () => {
    const [ours, nodes] = await Promise.all([base, NODE_IMAGE].map((name) => docker.getImage(name).inspect()))
    expect((ours?.Size ?? 0) - (nodes?.Size ?? 0)).toBeLessThan(2 * MIB)
  })

  it('is the runtime as PID 1, not root, ended by SIGTERM, without a health check', async () => {
    const { Config } = await docker.getImage(base).inspect()
    expect(Config).toMatchObject({
      Entrypoint: ['node', '/opt/docker-transition/runtime.cjs'],
      Cmd: [],
      User: 'node',
      StopSignal: 'SIGTERM',
      Healthcheck: { Test: ['NONE'] },
      Labels: { 'org.opencontainers.image.title': 'docker-transition' },
    })
    expect(Config.Env).toEqual(
      expect.arrayContaining(['TRANSITION_ID=not_provided', 'EXECUTION_ID=not_provided']),
    )
  })

  it.each([['1000'], ['0'], ['65532']])(
    'uses its compile cache as the user %s, and writes nothing',
    async (user) => {
      const env = { NODE_DEBUG_NATIVE: 'COMPILE_CACHE' }
      const { code, output } = await runContainer(docker, { image: base, user, env })
      expect(code).toBe(78)
      expect(output).toContain('runtime.cjs was accepted')
      expect(output).toContain('read-only, skipping persistence')
    },
  )

  it('starts without a cache as any other user', async () => {
    const { code, output } = await runContainer(docker, { image: base, user: '54321:54321' })
    expect(code).toBe(78)
    expect(output).toContain('TRANSITION_ID is missing')
    expect(output).not.toMatch(/EROFS|EACCES|warn/i)
  })

  it('runs an execution as any user', async () => {
    const buildargs = { BASE: handlers, ID: '54321' }
    const imageUrl = await buildFixtureImage(docker, 'as-uid', { buildargs })
    await using platform = await startDockerPlatform()
    const { output } = await runExecution(platform, { imageUrl, handler: 'reports-its-confinement.mjs' })
    expect(output).toMatchObject({ uid: 54_321, root: 'EROFS' })
  })

  it('runs an execution in an image without a shell', async () => {
    const imageUrl = await buildHandlersImage(docker, 'distroless')
    await using platform = await startDockerPlatform()
    const { output } = await runExecution(platform, { imageUrl, handler: 'reports-its-confinement.mjs' })
    expect(output).toMatchObject({ uid: 65_532, root: 'EROFS' })
  })

  it('asks for a retry when it is stopped, and leaves no process of the handler behind', async () => {
    await using platform = await startDockerPlatform()
    const { executionId } = await startExecution(platform, {
      imageUrl: handlers,
      handler: 'spawns-children.mjs',
      environment: { TRANSITION_GRACE_SECONDS: '5' },
    })
    await platform.printed(executionId, 'child is up', 3)
    const container = await containerOf(executionId)
    const { Processes } = await container.top()
    expect(Processes).toHaveLength(5)

    const ended = container.wait()
    await container.stop({ t: 20 })
    expect(await ended).toEqual({ Error: null, StatusCode: 0 })
    const { execution, error } = await platform.ended(executionId)
    expect(execution.status).toBe('retry')
    expect(error?.message).toBe('The handler was interrupted by SIGTERM')
  })

  it('has no secret in a layer, a label or its history, and prints none', async () => {
    await using platform = await startDockerPlatform()
    const { log } = await runExecution(platform, { imageUrl: handlers, handler: 'leaks-secrets.mjs' })
    const image = docker.getImage(handlers)
    const known = JSON.stringify([await image.inspect(), await image.history(), log])
    const { LAS_CLIENT_ID, LAS_CLIENT_SECRET } = platform.environment
    for (const secret of [LAS_CLIENT_ID, LAS_CLIENT_SECRET]) expect(known).not.toContain(secret)
  })
})

async function containerOf(executionId: string) {
  const [found] = await docker.listContainers({
    filters: { label: [`docker-transition.execution=${executionId}`] },
  })
  if (!found) throw new Error(`there is no container of ${executionId}`)
  return docker.getContainer(found.Id)
}
