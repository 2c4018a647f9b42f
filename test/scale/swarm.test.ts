import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { createClient, type Client } from '../../client/index.ts'
import { openBalancer } from '../support/balancer.ts'
import { docker } from '../support/docker/engine.ts'
import { buildHandlersImage } from '../support/docker/fixture-image.ts'
import { startPostgres } from '../support/postgres/server.ts'
import { hasNoPostgres, why as whyNoPostgres } from '../support/postgres/binaries.ts'
import { run, start, type Running } from '../support/programs.ts'
import { openLedger } from '../support/swarm/ledger.ts'
import { HOST_ADDRESS } from '../support/swarm/network.ts'
import { EXECUTIONS, hasNoSwarm, openSwarm, why, type Swarm } from '../support/swarm/swarm.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

/** How long each works, in milliseconds. */
const WORK_MS = 1500
/** So many are at work on the engine that is killed, at least. */
const AT_WORK = 4

const Service = z.object({ ID: z.string(), Spec: z.looseObject({ Name: z.string() }) })

describe.skipIf(hasNoSwarm || hasNoPostgres)(`a swarm${why}${whyNoPostgres}`, () => {
  const stack = new AsyncDisposableStack()
  let swarm: Swarm
  beforeAll(async () => {
    const [opened, image] = await Promise.all([openSwarm(2), buildHandlersImage(docker)])
    swarm = stack.use(opened)
    await swarm.load(docker, image)
  }, 240_000)
  afterAll(() => stack.disposeAsync(), 60_000)

  const services = async () => z.array(Service).parse(await swarm.manager.docker.listServices())

  it('is asked for at a manager: elsewhere the command says what to do', async () => {
    const [worker] = swarm.workers
    const args = ['platform', '--launcher', 'swarm', '--data', ':memory:', '--port', '0']
    const { code, stderr } = await run('transition', { args, env: { DOCKER_HOST: worker?.host ?? '' } })
    expect(code).toBe(69)
    expect(stderr).toMatch(/is no manager of its swarm: say in DOCKER_HOST where one listens/)
  })

  it('runs an execution as a job, whose spec holds no secret, and whose log is whole', async () => {
    await using platform = await startPlatform(['--data', ':memory:'])
    const secret = 'the-word-that-nobody-may-see'
    const transitionId = await createTransition(platform, platform.url, {
      TRANSITION_HANDLER: 'prints-lines.mjs',
      SECRET: secret,
    })
    const { executionId, logId } = await platform.client.transitions.executions.create(transitionId, {
      input: { lines: 15 },
    })
    await expect.poll(services, PATIENCE).toHaveLength(1)
    expect(JSON.stringify(await services())).not.toContain(secret)
    expect(JSON.stringify(await services())).not.toContain(platform.environment.LAS_CLIENT_SECRET)
    const get = () => platform.client.transitions.executions.get(transitionId, executionId)
    await expect.poll(async () => (await get()).status, PATIENCE).not.toBe('running')
    const log = await expect
      .poll(async () => linesOf(platform.client, logId), PATIENCE)
      .toContain('line 15')
      .then(() => linesOf(platform.client, logId))
    expect(log.filter((line) => line.startsWith('line '))).toEqual(
      Array.from({ length: 15 }, (_, index) => `line ${index + 1}`),
    )
    await expect.poll(services, PATIENCE).toEqual([])
    expect(await swarm.manager.docker.listSecrets()).toEqual([])
  }, 120_000)

  it('ends each execution once, though an engine, a platform and the database go in mid-run', async () => {
    await using parts = new AsyncDisposableStack()
    const server = parts.use(await startPostgres())
    const folder = parts.use(await temporaryFolder())
    const ledger = parts.use(await openLedger(HOST_ADDRESS))
    const state = ['--database', await server.createDatabase(), '--key', join(folder.path, 'key')]
    const one = parts.use(await startPlatform(state))
    const other = parts.use(await startPlatform(state))
    const balancer = parts.use(await openBalancer(HOST_ADDRESS, [one, other]))
    const url = `http://${HOST_ADDRESS}:${balancer.port}`
    const client = clientOf(other.environment, other.url)
    const transitionId = await createTransition(other, url, { TRANSITION_HANDLER: 'works-a-while.mjs' })

    for (let index = 0; index < EXECUTIONS; index += 1) {
      const input = { ledger: ledger.url, index, milliseconds: WORK_MS, isBusy: index % 2 === 1 }
      await (index % 2 ? one : other).client.transitions.executions.create(transitionId, { input })
    }
    const all = () => allExecutions(client, transitionId)
    const until = async (share: number) => {
      const count = Math.ceil(EXECUTIONS * share)
      await expect.poll(() => ledger.ended.size, PATIENCE).toBeGreaterThanOrEqual(count)
    }

    await until(0.4)
    const [lost] = swarm.workers
    if (!lost) throw new Error('no worker')
    ledger.hold()
    const atWork = () =>
      [...ledger.began].filter(([index, [node]]) => node === lost.address && !ledger.ended.has(index))
    await expect.poll(() => atWork().length, PATIENCE).toBeGreaterThanOrEqual(AT_WORK)
    // What came to its end before is told of before the node goes.
    await expect
      .poll(async () => {
        const over = (await all())
          .filter(({ status }) => status !== 'running')
          .map(({ input }) => input.index)
        return [...ledger.ended.keys()].filter((index) => !over.includes(index))
      }, PATIENCE)
      .toEqual([])
    await lost.kill()
    const cut = atWork()
    ledger.release(lost.address)
    await until(0.6)
    one.kill()
    await until(0.75)
    await server.restart()

    await expect
      .poll(async () => (await all()).filter(({ status }) => status === 'running').length, PATIENCE)
      .toBe(0)
    const executions = await all()
    const by = (wanted: string) => executions.filter(({ status }) => status === wanted)
    console.log(
      `${EXECUTIONS} executions on nodes ${counts([...ledger.began.values()].flat())}; the engine that was killed had ${cut.length} at work; ` +
        `${by('succeeded').length} succeeded, ${by('failed').length} failed; ` +
        `ended in their handlers: ${[...ledger.ended.values()].filter(({ length }) => length === 1).length} once, ${[...ledger.ended.values()].filter(({ length }) => length > 1).length} more often; ` +
        `begun more than once: ${[...ledger.began.values()].filter(({ length }) => length > 1).length}`,
    )
    expect(executions).toHaveLength(EXECUTIONS)
    expect(
      by('succeeded')
        .map(({ input }) => input.index)
        .toSorted(byNumber),
    ).toEqual(Array.from({ length: EXECUTIONS }, (_, index) => index))
    for (const [index, nodes] of ledger.ended) expect({ index, nodes }).toEqual({ index, nodes: [nodes[0]] })
    expect(new Set([...ledger.began.values()].flat()).size).toBe(2)
    await expect.poll(services, PATIENCE).toEqual([])
  }, 600_000)

  /** A platform as a program of its own, which gives its executions to the swarm. */
  async function startPlatform(state: string[]) {
    const args = [
      'platform',
      '--json',
      '--port',
      '0',
      '--host',
      HOST_ADDRESS,
      '--launcher',
      'swarm',
      '--no-web',
    ]
    const program: Running = start('transition', {
      args: [...args, ...state],
      env: { DOCKER_HOST: swarm.manager.host },
    })
    await program.said('\n')
    const { apiEndpoint, clientId, clientSecret } = JSON.parse(program.output.stdout)
    const { origin, hostname, port } = new URL(apiEndpoint)
    const environment = { LAS_CLIENT_ID: String(clientId), LAS_CLIENT_SECRET: String(clientSecret) }
    return {
      url: origin,
      host: hostname,
      port: Number(port),
      environment,
      output: program.output,
      client: clientOf(environment, origin),
      kill: () => program.child.kill('SIGKILL'),
      [Symbol.asyncDispose]: async () => {
        program.child.kill('SIGTERM')
        await program.finished
      },
    }
  }
})

const PATIENCE = { timeout: 300_000, interval: 500 }

const byNumber = (a: number, b: number) => a - b

const endpointsOf = (url: string) => ({ apiEndpoint: `${url}/v1`, authEndpoint: `${url}/oauth2` })

const clientOf = (
  {
    LAS_CLIENT_ID: clientId,
    LAS_CLIENT_SECRET: clientSecret,
  }: Record<'LAS_CLIENT_ID' | 'LAS_CLIENT_SECRET', string>,
  url: string,
): Client => createClient({ clientId, clientSecret, ...endpointsOf(url) })

/** A transition whose containers find the platform at this URL. */
async function createTransition(
  { client, environment }: { client: Client; environment: Record<string, string> },
  url: string,
  { TRANSITION_HANDLER = '', ...secrets }: Record<string, string>,
  imageUrl = '127.0.0.1:1/swarm-test:latest',
): Promise<string> {
  const { apiEndpoint, authEndpoint } = endpointsOf(url)
  const endpoints = { LAS_API_ENDPOINT: apiEndpoint, LAS_AUTH_ENDPOINT: authEndpoint }
  const { secretId } = await client.secrets.create({ data: { ...environment, ...endpoints, ...secrets } })
  const { transitionId } = await client.transitions.create({
    transitionType: 'docker',
    timeoutInSeconds: 1800,
    parameters: {
      imageUrl,
      cpu: 256,
      memory: 512,
      environment: { TRANSITION_HANDLER },
      environmentSecrets: [secretId],
    },
  })
  return transitionId
}

async function allExecutions(client: Client, transitionId: string) {
  const { executions } = await client.transitions.executions.list(transitionId, { maxResults: 1000 })
  return executions.map(({ status, input }) => ({ status, input: { index: Number(input?.['index']) } }))
}

async function linesOf(client: Client, logId: string | null | undefined): Promise<string[]> {
  const { events } = await client.logs.get(logId ?? '')
  return events?.map(({ message }) => /"msg":"(line \d+)"/.exec(message ?? '')?.[1] ?? message ?? '') ?? []
}

function counts(names: readonly string[]): string {
  return Object.entries(Object.groupBy(names, (name) => name))
    .map(([name, all]) => `${name}: ${all?.length}`)
    .join(', ')
}
