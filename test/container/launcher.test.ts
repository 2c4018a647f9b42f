import type { PlatformEvent } from '../../platform/index.ts'
import { hostname } from 'node:os'
import { beforeAll, describe, expect, it } from 'vitest'
import { docker, hasNoEngine, why } from '../support/docker/engine.ts'
import { runExecution, startDockerPlatform, startExecution } from '../support/docker/execution.ts'
import { buildFixtureImage, buildHandlersImage } from '../support/docker/fixture-image.ts'
import { startRegistry } from '../support/docker/registry.ts'
import { importShellImage } from '../support/docker/shell-image.ts'
import { importImage } from '../support/docker/stand-in-image.ts'
import { testImage } from '../support/docker/test-image.ts'

describe.skipIf(hasNoEngine)(`the launcher docker${why}`, () => {
  let imageUrl: string
  beforeAll(async () => {
    imageUrl = await buildHandlersImage(docker)
  })

  it('runs an execution in a container that reaches the platform', async () => {
    await using platform = await startDockerPlatform()
    const { status, output } = await runExecution(platform, {
      imageUrl,
      handler: 'succeeds.mjs',
      input: { number: 21 },
    })
    expect({ status, output }).toEqual({ status: 'succeeded', output: { doubled: 42 } })
  })

  it('runs an image that is none of ours', async () => {
    await using platform = await startDockerPlatform()
    const imageUrl = await importShellImage(docker)
    const { status, output, log } = await runExecution(platform, { imageUrl, input: { number: 21 } })
    expect({ status, output }).toEqual({ status: 'succeeded', output: { doubled: 42 } })
    expect(log).toEqual(expect.arrayContaining(['the number is 21', 'a word on stderr']))
  })

  it('lets a container do nothing but compute and talk', async () => {
    await using platform = await startDockerPlatform()
    const { output } = await runExecution(platform, { imageUrl, handler: 'reports-its-confinement.mjs' })
    expect(output).toEqual({
      uid: 1000,
      capabilities: '0'.repeat(16),
      effective: '0'.repeat(16),
      noNewPrivileges: '1',
      root: 'EROFS',
      runtime: 'EROFS',
      tmp: 'written',
      memory: 512,
    })
  })

  it('keeps stdout and stderr in the log, and removes container and network at the end', async () => {
    const platform = await startDockerPlatform()
    const { log } = await runExecution(platform, { imageUrl, handler: 'talks.mjs' })
    await platform[Symbol.asyncDispose]()
    const text = log.join('\n')
    for (const line of ['plain text', 'plain complaint', 'a page is missing']) expect(text).toContain(line)
    expect(await ours()).toEqual({ containers: [], networks: [] })
  })

  it('lets the runtime report a handler that takes more than its memory', async () => {
    await using platform = await startDockerPlatform()
    const { status, error } = await runExecution(platform, { imageUrl, handler: 'eats-memory.mjs' })
    expect(status).toBe('failed')
    expect(error?.message).toMatch(/memory|SIGKILL/)
  })

  it('says so when a container is killed for taking more than its memory', async () => {
    await using platform = await startDockerPlatform()
    const { status, error } = await runExecution(platform, {
      imageUrl: await buildFixtureImage(docker, 'greedy'),
    })
    expect(status).toBe('failed')
    expect(error?.message).toBe(
      'The container ran out of its 512 MiB of memory and was ended by SIGKILL without an outcome',
    )
  })

  it('fails an execution whose container exits at once', async () => {
    await using platform = await startDockerPlatform()
    const environment = { LAS_API_ENDPOINT: 'not an endpoint' }
    const { status, error, log } = await runExecution(platform, { imageUrl, environment })
    expect(status).toBe('failed')
    expect(error?.message).toMatch(
      /^The container exited with code 78 without an outcome: its environment is wrong. LAS_API_ENDPOINT is malformed: /,
    )
    expect(log.join('\n')).toContain('LAS_API_ENDPOINT is malformed')
  })

  it.each([
    [
      '127.0.0.1:1/nobody/nothing:1',
      /^The container could not be started: The image \S+ could not be pulled: /,
    ],
    [
      'Not an image!',
      /^The container could not be started: Not an image! is no image URL: expected one such as/,
    ],
    ['a/../b', /is no image URL/],
  ])('fails an execution of the image %s and says why', async (wrong, message) => {
    await using platform = await startDockerPlatform()
    const { status, error, log } = await runExecution(platform, { imageUrl: wrong })
    expect(status).toBe('failed')
    expect(error?.message).toMatch(message)
    expect(log).toEqual([error?.message])
  })

  it('fails an execution whose container does not start', async () => {
    await using platform = await startDockerPlatform()
    const name = testImage('no-such-program')
    await importImage(docker, name, async () => {}, ['ENTRYPOINT ["/no/such/program"]'])
    const { status, error } = await runExecution(platform, { imageUrl: name })
    expect(status).toBe('failed')
    expect(error?.message).toMatch(
      /could not be started: A container of \S+ does not start: .*\/no\/such\/program/,
    )
  })

  it('pulls from a private registry with the username and password of the secret', async () => {
    await using registry = await startRegistry()
    await using platform = await startDockerPlatform()
    const data = { username: 'team', password: 'the-password-of-the-registry' }
    const { secretId } = await platform.client.secrets.create({ data })
    const { error, log } = await runExecution(platform, {
      imageUrl: `${registry.host}/team/private:1`,
      secretId,
    })
    expect(registry.logins).toContain('team:the-password-of-the-registry')
    expect(error?.message).toContain(
      'the username and password in the secret of its parameters.secretId may be wrong',
    )
    expect(error?.message).not.toContain(data.password)
    expect(log.join()).not.toContain(data.password)
  })

  it('says how to log in where a private registry refuses', async () => {
    await using registry = await startRegistry()
    await using platform = await startDockerPlatform()
    const { error } = await runExecution(platform, { imageUrl: `${registry.host}/team/private:1` })
    expect(error?.message).toContain('belong in a secret, and its id in parameters.secretId')
  })

  it('refuses a registry secret without a password', async () => {
    await using platform = await startDockerPlatform()
    const { secretId } = await platform.client.secrets.create({ data: { username: 'team' } })
    const { error } = await runExecution(platform, { imageUrl, secretId })
    expect(error?.message).toContain('lacks the keys username and password')
  })

  it('runs no more than maxContainers at once, and the others after them', async () => {
    await using platform = await startDockerPlatform({ maxContainers: 1 })
    const run = { imageUrl, handler: 'prints-lines.mjs', input: { lines: 3 } }
    const executions = await Promise.all([1, 2, 3].map(() => startExecution(platform, run)))
    await Promise.all(executions.map(({ executionId }) => platform.exited(executionId)))
    // Of each container, where its first line came and where it was gone: no two overlap.
    const spans = executions.map(({ executionId }) => {
      const of = (type: string) => (event: PlatformEvent) =>
        event.type === type && 'executionId' in event && event.executionId === executionId
      return [platform.events.findIndex(of('log')), platform.events.findIndex(of('exited'))]
    })
    const inOrder = spans.toSorted(([a = 0], [b = 0]) => a - b).flat()
    expect(inOrder).toEqual(inOrder.toSorted((a, b) => a - b))
    const ends = platform.events.filter((event) => event.type === 'ended')
    expect(ends.map(({ execution }) => execution.status)).toEqual(['succeeded', 'succeeded', 'succeeded'])
  })
})

/** What this process has made through the launcher and not removed. */
async function ours() {
  const filters = { label: [`docker-transition.process=${hostname()}:${process.pid}`] }
  const containers = await docker.listContainers({ all: true, filters })
  const networks = await docker.listNetworks({ filters })
  return { containers: containers.map(({ Id }) => Id), networks: networks.map(({ Id }) => Id) }
}
