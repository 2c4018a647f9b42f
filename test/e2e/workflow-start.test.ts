import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startCommand, type CommandPlatform } from '../support/command-platform.ts'
import { start } from '../support/programs.ts'

// `transition start --follow` of a workflow that waits for a person: it would go on for long.

let platform: CommandPlatform
let workflowId: string
beforeAll(async () => {
  platform = await startCommand(['--data', ':memory:'])
  const { body } = await platform.call('POST', '/workflows', {
    specification: {
      definition: {
        StartAt: 'Soon',
        States: {
          Soon: { Type: 'Wait', Seconds: 1, Next: 'Rest' },
          Rest: { Type: 'Wait', Seconds: 3600, End: true },
        },
      },
    },
  })
  workflowId = String(body['workflowId'])
})
afterAll(() => platform[Symbol.asyncDispose]())

function follow() {
  const { clientId, clientSecret, authEndpoint, apiEndpoint } = platform.line
  const env = {
    LAS_CLIENT_ID: clientId,
    LAS_CLIENT_SECRET: clientSecret,
    LAS_AUTH_ENDPOINT: authEndpoint,
    LAS_API_ENDPOINT: apiEndpoint,
  }
  return start('transition', { args: ['start', workflowId, '--follow'], env })
}

describe('a workflow that is followed', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)('is left alone at %s: exit code 130', async (signal) => {
    await using command = follow()
    await command.said('Rest began')
    command.child.kill(signal)
    const { code, stderr } = await command.finished
    expect(code, stderr).toBe(130)
    expect(stderr).not.toContain('bug')
  })

  it('is followed no further once nobody reads', async () => {
    await using command = follow()
    await command.said('has started')
    command.child.stdout?.destroy()
    // What is said of the next state finds nobody.
    expect((await command.finished).code).toBe(0)
  })
})
