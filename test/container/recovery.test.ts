import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { createClient } from '../../client/index.ts'
import { docker, hasNoEngine, why } from '../support/docker/engine.ts'
import { startExecution } from '../support/docker/execution.ts'
import { buildHandlersImage } from '../support/docker/fixture-image.ts'
import { quietPort } from '../support/port.ts'
import { start } from '../support/programs.ts'

const LINES = 60

describe.skipIf(hasNoEngine)(`a platform that is killed and comes back${why}`, () => {
  let imageUrl: string
  beforeAll(async () => {
    imageUrl = await buildHandlersImage(docker)
  })

  it('takes up its containers again, and loses no line', async () => {
    await using folder = await temporaryFolder()
    const execution = await startAndKill(folder.path)
    await using platform = await startPlatform(folder.path, execution.port)

    const { status } = await platform.ended(execution)
    expect(status).toBe('succeeded')
    const { events } = await platform.client.logs.get(execution.logId)
    const lines = events?.flatMap(({ message }) => message?.match(/"msg":"(line \d+)"/)?.[1] ?? [])
    expect(lines).toEqual(Array.from({ length: LINES }, (_line, index) => `line ${index + 1}`))
    await expect.poll(() => containersOf(execution.executionId)).toEqual([])
  })

  it('fails the execution of a container that was ended in the meantime', async () => {
    await using folder = await temporaryFolder()
    const execution = await startAndKill(folder.path)
    for (const id of await containersOf(execution.executionId)) await docker.getContainer(id).kill()
    await using platform = await startPlatform(folder.path, execution.port)
    expect((await platform.ended(execution)).status).toBe('failed')
    const { events } = await platform.client.logs.get(execution.logId)
    expect(events?.length).toBeGreaterThan(0)
    await expect.poll(() => containersOf(execution.executionId)).toEqual([])
  })

  it('fails the execution of a container that is gone', async () => {
    await using folder = await temporaryFolder()
    const execution = await startAndKill(folder.path)
    for (const id of await containersOf(execution.executionId)) {
      await docker.getContainer(id).remove({ force: true })
    }
    await using platform = await startPlatform(folder.path, execution.port)
    expect((await platform.ended(execution)).status).toBe('failed')
  })

  it('removes the containers and the network of one that will not come back', async () => {
    const execution = await startAndKill(':memory:')
    await using platform = await startPlatform(':memory:', 0)
    // It looks for what others left once it has been there for a while.
    await expect.poll(() => containersOf(execution.executionId)).toEqual([])
    expect(platform.port).not.toBe(0)
  })

  /** Starts a platform and an execution on it, and kills the platform when the handler has printed some lines. */
  async function startAndKill(data: string) {
    await using platform = await startPlatform(data, await quietPort())
    const run = { imageUrl, handler: 'prints-lines.mjs', input: { lines: LINES } }
    const { transitionId, executionId, logId } = await startExecution(platform, run)
    if (!logId) throw new Error('the execution has no log')
    const log = async () => JSON.stringify(await platform.client.logs.get(logId))
    await expect.poll(log).toContain('line 5')
    platform.kill()
    return { transitionId, executionId, logId, port: platform.port }
  }
})

/** The platform as a program of its own. */
async function startPlatform(data: string, port: number) {
  const args = ['platform', '--json', '--data', data, '--port', String(port)]
  const program = start('transition', { args })
  await program.said('\n')
  const { apiEndpoint, authEndpoint, clientId, clientSecret } = JSON.parse(program.output.stdout)
  const client = createClient({ apiEndpoint, authEndpoint, clientId, clientSecret })
  return {
    client,
    environment: {
      LAS_CLIENT_ID: clientId,
      LAS_CLIENT_SECRET: clientSecret,
      LAS_API_ENDPOINT: apiEndpoint,
      LAS_AUTH_ENDPOINT: authEndpoint,
    },
    port: Number(new URL(apiEndpoint).port),
    kill: () => program.child.kill('SIGKILL'),
    async ended({ transitionId, executionId }: { transitionId: string; executionId: string }) {
      const get = () => client.transitions.executions.get(transitionId, executionId)
      await expect.poll(async () => (await get()).status).not.toBe('running')
      return get()
    },
    async [Symbol.asyncDispose]() {
      program.child.kill('SIGTERM')
      await program.finished
    },
  }
}

async function containersOf(executionId: string): Promise<string[]> {
  const filters = { label: [`docker-transition.execution=${executionId}`] }
  return (await docker.listContainers({ all: true, filters })).map(({ Id }) => Id)
}

async function temporaryFolder() {
  const path = await mkdtemp(join(tmpdir(), 'test-'))
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true }) }
}
