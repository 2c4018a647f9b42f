import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { startCommand } from '../support/command-platform.ts'
import { handlerPath, HANDLERS } from '../support/handlers.ts'
import { run, start } from '../support/programs.ts'

const startPlatform = (...args: string[]) => startCommand(args)

describe('transition platform', () => {
  it('prints one line of JSON that a client can log in with, and ends on SIGTERM', async () => {
    await using platform = await startPlatform('--data', ':memory:')
    const { client, line } = platform
    expect(Object.keys(line)).toEqual(
      'apiEndpoint authEndpoint clientId clientSecret apiKey organizationId web webLink'.split(' '),
    )
    await expect(client.organizations.get(line.organizationId)).resolves.toMatchObject({
      organizationId: line.organizationId,
    })
    platform.child.kill('SIGTERM')
    const { code, stdout, stderr } = await platform.finished
    expect(stdout.trim().split('\n')).toHaveLength(1)
    expect(stderr).toBe('')
    expect(code).toBe(0)
  })

  it('keeps its state, its credentials and its secrets in its folder', async () => {
    await using folder = await temporaryFolder()
    const data = join(folder.path, 'state')
    const first = await startPlatform('--data', data)
    const { secretId } = await first.client.secrets.create({ name: 'kept', data: { a: 'b' } })
    await first[Symbol.asyncDispose]()

    await using second = await startPlatform('--data', data)
    expect(second.line).toMatchObject({
      clientId: first.line.clientId,
      clientSecret: first.line.clientSecret,
    })
    await expect(second.client.secrets.list()).resolves.toMatchObject({
      secrets: [{ secretId, name: 'kept' }],
    })
  })

  it('runs handlers, and lets those that still run finish when it is stopped', async () => {
    await using folder = await temporaryFolder()
    const platform = await startPlatform('--data', folder.path, '--handlers', HANDLERS)
    const { client, line } = platform
    const { secretId } = await client.secrets.create({
      data: {
        LAS_CLIENT_ID: line.clientId,
        LAS_CLIENT_SECRET: line.clientSecret,
        LAS_API_ENDPOINT: line.apiEndpoint,
        LAS_AUTH_ENDPOINT: line.authEndpoint,
      },
    })
    const { transitionId } = await client.transitions.create({
      transitionType: 'docker',
      parameters: {
        imageUrl: `file://${handlerPath('waits-for-abort.mjs')}`,
        environmentSecrets: [secretId],
      },
    })
    const { executionId, logId } = await client.transitions.executions.create(transitionId)
    await until(async () => JSON.stringify((await client.logs.get(logId ?? '')).events).includes('waiting'))
    platform.child.kill('SIGINT')
    expect((await platform.finished).code).toBe(0)

    await using again = await startPlatform('--data', folder.path)
    await expect(again.client.transitions.executions.get(transitionId, executionId)).resolves.toMatchObject({
      status: 'succeeded',
    })
  })

  it('ends a workflow execution whose history would be longer than --history-events', async () => {
    await using platform = await startPlatform('--data', ':memory:', '--history-events', '20')
    const { workflows } = platform.client
    const States = Object.fromEntries(
      Array.from({ length: 30 }, (_, n) => [
        `P${n}`,
        { Type: 'Pass', ...(n < 29 ? { Next: `P${n + 1}` } : { End: true }) },
      ]),
    )
    const definition = { StartAt: 'P0', States }
    const { workflowId } = await workflows.create({ specification: { definition } })
    const { executionId } = await workflows.executions.create(workflowId, { input: {} })
    const ended = async () => workflows.executions.get(workflowId, executionId)
    await until(async () => (await ended()).status !== 'running')
    const { status, events } = await ended()
    expect(status).toBe('error')
    expect(JSON.stringify(events)).toContain('its history would have more than 20 events')
  })

  it('greets a person with what a shell needs', async () => {
    await using program = start('transition', { args: ['platform', '--port', '0', '--data', ':memory:'] })
    await program.said('export LAS_CLIENT_SECRET=')
    expect(program.output.stdout).toContain('it keeps no state. Ctrl-C ends it.')
  })

  it('says what to do when its port is taken', async () => {
    const taken = createServer().listen(0, '127.0.0.1')
    await once(taken, 'listening')
    const { port } = taken.address() as AddressInfo
    const { code, stderr } = await run('transition', {
      args: ['platform', '--port', String(port), '--data', ':memory:'],
    })
    taken.close()
    expect(stderr).toMatch(/^Can't listen on 127\.0\.0\.1:\d+: .*EADDRINUSE.*\. Try --port 0\n$/)
    expect(code).toBe(64)
  })

  it.each([
    [['--port', '70000'], 'Expected a number from 0 to 65535'],
    [['--port', 'http'], 'Expected a number from 0 to 65535'],
    [['--predictor', 'ftp://example.com'], '--predictor: expected an http or https URL'],
    [['--history-events', '0'], 'Expected a number from 1 to 10000000'],
    [['--data', 'package.json'], "Can't keep state in package.json"],
    [['--host', '203.0.113.1', '--data', ':memory:'], "Can't listen on 203.0.113.1"],
  ])('says what is wrong with %j and exits 64', async (args, message) => {
    const { code, stderr } = await run('transition', { args: ['platform', '--port', '0', ...args] })
    expect(stderr).toContain(message)
    expect(stderr).not.toContain('    at ')
    expect(code).toBe(64)
  })
})

async function until(isTrue: () => Promise<boolean>): Promise<void> {
  while (!(await isTrue())) await new Promise((resolve) => setTimeout(resolve, 20))
}

async function temporaryFolder() {
  const path = await mkdtemp(join(tmpdir(), 'test-'))
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) }
}
