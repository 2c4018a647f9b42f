import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { describe, expect, it } from 'vitest'
import { CONTAINER_HEADER, HANDLER_HEADER } from '../../contract/container-header.ts'
import { TransitionExecutionId } from '../../contract/index.ts'
import { handlerUserAgent } from '../../contract/user-agent.ts'
import type { Exit, Launcher } from '../../platform/launchers/launcher.ts'
import type { PlatformOptions } from '../../platform/index.ts'
import { openPlatform, type EmbeddedPlatform } from '../support/embedded-platform.ts'
import { hasNoPostgres, why } from '../support/postgres/binaries.ts'
import { startPostgres } from '../support/postgres/server.ts'

const PIN = 'the-pin-of-the-erp'

/** Containers that do nothing by themselves: the tests call for them. */
const idle: Launcher = {
  accepts: () => true,
  launch: ({ onStart, signal }) =>
    new Promise<Exit>((resolve) => {
      onStart()
      signal.addEventListener('abort', () => resolve({ code: 0, signal: null }))
    }),
}

const open = (options: PlatformOptions = {}) => openPlatform({ launchers: [idle], web: true, ...options })

/** A running execution whose container has a secret. */
async function startExecution({ client }: EmbeddedPlatform) {
  const { secretId } = await client.secrets.create({ data: { PIN } })
  const { transitionId } = await client.transitions.create({
    transitionType: 'docker',
    parameters: { imageUrl: 'image', environmentSecrets: [secretId] },
  })
  const { executionId } = await client.transitions.executions.create(transitionId)
  return { secretId, transitionId, executionId }
}

type Execution = Awaited<ReturnType<typeof startExecution>>

/** The calls of the container, and of somebody who only says that it is the execution's handler. */
function callsFor({ platform }: EmbeddedPlatform, { transitionId, executionId }: Execution) {
  const ask = async (path: string, headers: Record<string, string>, body?: object) => {
    const request = new Request(`http://platform/v1${path}`, {
      method: body ? 'POST' : 'GET',
      headers: {
        'x-api-key': platform.appClient.apiKey,
        ...(body && { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body && { body: JSON.stringify(body) }),
    })
    const { status } = await platform.fetch(request)
    if (status !== 200) throw new Error(`${path} was answered ${status}`)
  }
  const userAgent = { 'user-agent': handlerUserAgent('1.0.0', TransitionExecutionId.parse(executionId)) }
  return {
    lease: (container: string) =>
      ask(`/transitions/${transitionId}/executions/${executionId}`, { [CONTAINER_HEADER]: container }),
    call: (description: string, container?: string) =>
      ask(
        '/datasets',
        { ...userAgent, ...(container !== undefined && { [HANDLER_HEADER]: container }) },
        { description },
      ),
  }
}

/** The execution as a fixture: what its history tells. */
async function fixtureOf({ platform }: EmbeddedPlatform, { transitionId, executionId }: Execution) {
  const answer = await platform.fetch(
    new Request(`http://platform/local/transitions/${transitionId}/executions/${executionId}/fixture`, {
      headers: { 'x-api-key': platform.appClient.apiKey },
    }),
  )
  return answer.text()
}

describe('the history of an execution', () => {
  it('is written by the container that holds its lease, and by nobody who only says so', async () => {
    await using opened = await open()
    const execution = await startExecution(opened)
    const { lease, call } = callsFor(opened, execution)
    await call('before there is a lease', 'one')
    await lease('one')
    await call('true', 'one')
    await call('forged without a name')
    await call('forged by another name', 'other')
    const fixture = await fixtureOf(opened, execution)
    expect(fixture).toContain('"true"')
    expect(fixture).not.toMatch(/forged|before there is/)
    await opened.client.transitions.executions.update(execution.transitionId, execution.executionId, {
      status: 'succeeded',
      output: {},
    })
    await call('forged after the end', 'one')
    expect(await fixtureOf(opened, execution)).not.toContain('forged')
  })

  it('shows no secret that was changed, or deleted, while the container had it', async () => {
    await using opened = await open()
    const execution = await startExecution(opened)
    const { lease, call } = callsFor(opened, execution)
    await lease('one')
    await opened.client.secrets.update(execution.secretId, { data: { PIN: 'another pin by now' } })
    await call(`it is ${PIN}`, 'one')
    expect(await fixtureOf(opened, execution)).not.toContain(PIN)
    await opened.client.secrets.delete(execution.secretId)
    await call(`it still is ${PIN}`, 'one')
    const fixture = await fixtureOf(opened, execution)
    expect(fixture).not.toContain(PIN)
    expect(fixture).toContain('it still is')
  })

  it.skipIf(hasNoPostgres)(
    `shows no secret that passed through another platform on the database${why}`,
    async () => {
      await using server = await startPostgres()
      await using folder = await temporaryFolder()
      const shared = { database: await server.createDatabase(), key: join(folder.path, 'key') }
      await using one = await open(shared)
      await using other = await open(shared)
      const execution = await startExecution(one)
      const { lease, call } = callsFor(other, execution)
      await lease('container')
      await call(`it is ${PIN}`, 'container')
      for (const platform of [other, one]) {
        const fixture = await fixtureOf(platform, execution)
        expect(fixture).toContain('it is [secret]')
        expect(fixture).not.toContain(PIN)
      }
      const database = new Client({ connectionString: shared.database })
      await database.connect()
      const { rows } = await database.query<{ body: string }>('SELECT body FROM notes')
      await database.end()
      expect(rows.length).toBeGreaterThan(1)
      expect(JSON.stringify(rows)).not.toContain(PIN)
    },
  )
})

async function temporaryFolder() {
  const path = await mkdtemp(join(tmpdir(), 'test-'))
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) }
}
