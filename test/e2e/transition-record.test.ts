import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { describe, expect, it } from 'vitest'
import { parseFixture } from '../../contract/fixture.ts'
import { replay } from '../../testing/index.ts'
import { builtLauncher } from '../support/handlers.ts'
import { startPlatform, type TestPlatform } from '../support/platform.ts'
import { openProject } from '../support/project.ts'
import { run } from '../support/programs.ts'

const HANDLER = `export default async ({ input, env, client, log }) => {
  log.info('the token is ' + env.ERP_TOKEN)
  const { name } = await client.models.get(input.modelId)
  return { name, knows: env.ERP_TOKEN === 'very-secret-token' }
}`

describe('transition record', () => {
  it('writes what a local platform has kept: a test replays it without any platform', async () => {
    await using project = await openProject({ 'handler.mjs': HANDLER })
    await using platform = await startPlatform({ launchers: [builtLauncher(project.path)] })
    const executionId = await runOnce(platform, join(project.path, 'handler.mjs'))
    const { code, stdout } = await recordWith(platform, project.path, executionId)
    expect(stdout).toContain('succeeded, 1 call of the API, 0 documents')
    expect(stdout).toContain('masked: ERP_TOKEN')
    expect(code).toBe(0)

    const [, file = ''] = /(fixtures\/[0-9a-f]{8}\.fixture\.json)/.exec(stdout) ?? []
    const text = await readFile(join(project.path, file), 'utf8')
    expect(text).not.toContain('very-secret-token')
    expect(parseFixture(text, file)).toMatchObject({
      executionId,
      outcome: { output: { name: 'totals', knows: true } },
    })
    const replayed = await replay(join(project.path, 'handler.mjs'), join(project.path, file), {
      env: { ERP_TOKEN: 'very-secret-token' },
    })
    expect(replayed.outcome).toMatchObject({ status: 'succeeded', output: { name: 'totals' } })
  })

  it('runs the handler again where the platform keeps nothing: it reads, and its writes are held back', async () => {
    await using platform = await startPlatform()
    await using gateway = await startGateway(platform.apiEndpoint)
    await using project = await openProject({
      'handler.mjs': `export default async ({ input, client }) => {
        const { name } = await client.models.get(input.modelId)
        await client.models.update(input.modelId, { name: 'changed' })
        return { name }
      }`,
    })
    const executionId = await runOnce(platform, join(project.path, 'nowhere.mjs'))
    const elsewhere = {
      ...platform,
      environment: { ...platform.environment, LAS_API_ENDPOINT: `${gateway.url}/v1` },
    }
    const without = await recordWith(elsewhere, project.path, executionId)
    expect(without.stderr).toContain(
      'This platform keeps no calls of executions: --handler names the handler',
    )
    expect(without.code).toBe(64)

    const { code, stdout } = await recordWith(
      elsewhere,
      project.path,
      executionId,
      '--handler',
      'handler.mjs',
      '--json',
    )
    expect(code).toBe(0)
    const { status, calls, heldBack, isRerun } = JSON.parse(stdout)
    expect({ status, calls, isRerun }).toEqual({ status: 'succeeded', calls: 2, isRerun: true })
    expect(heldBack).toEqual([expect.stringMatching(/^PATCH \/models\//)])
    expect((await platform.client.models.list({})).models).toMatchObject([{ name: 'totals' }])
  })

  it('writes over no file without being told', async () => {
    await using platform = await startPlatform()
    await using project = await openProject({ 'handler.mjs': HANDLER })
    const executionId = await runOnce(platform, join(project.path, 'handler.mjs'))
    await writeFile(join(project.path, 'kept.json'), 'precious')
    const { code, stderr } = await recordWith(platform, project.path, executionId, '--out', 'kept.json')
    expect(stderr).toContain('kept.json is there already: --force writes over it')
    expect(code).toBe(64)
    expect(await readFile(join(project.path, 'kept.json'), 'utf8')).toBe('precious')
  })

  it.each<[string, string[], string, number]>([
    [
      'an execution that is not there',
      [`las:transition-execution:${'0'.repeat(32)}`],
      'The platform has no execution',
      64,
    ],
    ['a log', [`las:log:${'0'.repeat(32)}`], 'is a log: name its execution', 64],
    [
      'a place that is none',
      [`las:log:${'0'.repeat(32)}`, '--files', 'elsewhere'],
      'Allowed choices are embedded, beside',
      64,
    ],
  ])('says what to do about %s', async (_, args, message, expected) => {
    await using platform = await startPlatform()
    await using project = await openProject({})
    const { code, stderr } = await recordWith(platform, project.path, ...args)
    expect(stderr).toContain(message)
    expect(stderr).not.toContain('    at ')
    expect(code).toBe(expected)
  })
})

/** What stands before another platform: it knows the API's paths and no others, and answers 403 to those. */
async function startGateway(apiEndpoint: string) {
  const { origin } = new URL(apiEndpoint)
  const server = createServer(async (request, response) => {
    const { url = '', method = 'GET', headers } = request
    if (!url.startsWith('/v1'))
      return response.writeHead(403).end('{"message":"Missing Authentication Token"}')
    const body = await buffer(request)
    const answer = await fetch(origin + url, {
      method,
      headers: { authorization: headers.authorization ?? '', 'content-type': headers['content-type'] ?? '' },
      ...(body.length > 0 && { body }),
    })
    response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' })
    return response.end(Buffer.from(await answer.arrayBuffer()))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

/** Runs a handler to its end, or for as long as nothing starts it. */
async function runOnce({ client, environment, ...platform }: TestPlatform, handler: string): Promise<string> {
  const { modelId } = await client.models.create({
    name: 'totals',
    width: 768,
    height: 768,
    fieldConfig: { total: { type: 'amount', maxLength: 20 } },
  })
  const { secretId } = await client.secrets.create({
    data: { ...environment, ERP_TOKEN: 'very-secret-token' },
  })
  const parameters = { imageUrl: pathToFileURL(handler).href, environmentSecrets: [secretId] }
  const { transitionId } = await client.transitions.create({
    name: 'total',
    transitionType: 'docker',
    parameters,
  })
  const { executionId } = await client.transitions.executions.create(transitionId, { input: { modelId } })
  await platform.exited(executionId)
  return executionId
}

function recordWith({ environment }: TestPlatform, cwd: string, ...args: string[]) {
  return run('transition', { args: ['record', ...args], env: environment, cwd })
}
