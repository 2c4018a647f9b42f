import { pathToFileURL } from 'node:url'
import { describe, expect, it } from 'vitest'
import { builtLauncher, handlerPath } from '../support/handlers.ts'
import { startPlatform, type TestPlatform } from '../support/platform.ts'
import { openProject } from '../support/project.ts'
import { run, start } from '../support/programs.ts'

const EXECUTION = /las:transition-execution:[0-9a-f]{32}/

describe('transition executions and logs', () => {
  it('list what ran, the latest first, in 80 columns and with whole ids', async () => {
    await using platform = await startProcessPlatform()
    const doubles = await createTransition(platform, 'doubles', 'succeeds.mjs')
    const fails = await createTransition(platform, 'fails', 'throws.mjs')
    const first = await runToEnd(platform, doubles, { number: 1 })
    const second = await runToEnd(platform, fails, {})
    const third = await runToEnd(platform, doubles, { number: 2 })

    const all = await look(platform, 'executions')
    expect(all.code).toBe(0)
    expect(all.stdout.split('\n').every((line) => line.length <= 80)).toBe(true)
    expect(all.stdout.match(new RegExp(EXECUTION, 'g'))).toEqual([third, first, second])
    expect(all.stdout).toMatch(new RegExp(`^ +\\w+ succeeded +[\\d.]+s ${third}$`, 'm'))

    const failed = await look(platform, 'executions', '--status', 'failed', 'retry', '--json')
    expect(JSON.parse(failed.stdout)).toMatchObject([{ executionId: second, status: 'failed' }])
    const latest = await look(platform, 'executions', 'doubles', '--limit', '1', '--json')
    expect(JSON.parse(latest.stdout)).toMatchObject([{ executionId: third }])

    const one = await look(platform, 'executions', first)
    expect(one.stdout).toMatch(/^status +succeeded$/m)
    expect(one.stdout).toContain('"number": 1')

    const log = await look(platform, 'logs', second)
    expect(log.stdout).toMatch(/^\d\d:\d\d:\d\d\.\d{3} {2}ERROR: the ERP is on fire$/m)
    const [line = ''] = (await look(platform, 'logs', 'fails', '--json')).stdout.split('\n')
    expect(JSON.parse(JSON.parse(line).message)).toMatchObject({ executionId: second })
  })

  it('follow a log to its end', async () => {
    await using platform = await startProcessPlatform()
    const waits = await createTransition(platform, 'waits', 'waits-for-abort.mjs', {
      TRANSITION_TIMEOUT_SECONDS: '2',
    })
    const { executionId } = await platform.client.transitions.executions.create(waits, { input: {} })
    const { code, stdout } = await look(platform, 'logs', executionId, '--follow')
    // What the handler returns in its grace is taken; on a slow machine its time may be up before it has begun.
    expect(stdout).toMatch(/The execution is (succeeded|failed)/)
    expect(code).toBe(0)
  })

  it('watch and follow until Ctrl-C, and until whoever reads is gone', async () => {
    await using platform = await startProcessPlatform()
    const waits = await createTransition(platform, 'waits', 'waits-for-abort.mjs')
    const { executionId } = await platform.client.transitions.executions.create(waits, { input: {} })
    for (const [args, end] of [
      [['executions', '--watch'], 0],
      [['logs', executionId, '--follow'], 130],
    ] as const) {
      await using program = start('transition', { args: [...args], env: platform.environment })
      await program.said(args[0] === 'logs' ? 'waiting' : executionId)
      program.child.kill('SIGINT')
      const { code, stderr } = await program.finished
      expect(stderr).toBe('')
      expect(code).toBe(end)
    }
    await using piped = start('transition', { args: ['executions', '--watch'], env: platform.environment })
    await piped.said(executionId)
    piped.child.stdout?.destroy()
    expect((await piped.finished).stderr).toBe('')
  })

  it('find the platform that runs here without being told', async () => {
    await using project = await openProject({})
    const cwd = project.path
    await using local = start('transition', { args: ['platform', '--port', '0', '--json'], cwd })
    await local.said('\n')
    const { stdout } = await run('transition', { args: ['executions'], cwd })
    expect(stdout).toMatch(
      /^No executions on http:\/\/127\.0\.0\.1:\d+\/v1 \(the local platform of \.transition\)\.$/m,
    )
  })

  it.each<[string, string[], string, number]>([
    [
      'an argument that means nothing',
      ['executions', 'nope'],
      'nope is no id, and no transition has that name',
      64,
    ],
    [
      'a log in place of an execution',
      ['executions', `las:log:${'0'.repeat(32)}`],
      'is a log: transition logs shows it',
      64,
    ],
    [
      'an execution that is not there',
      ['logs', `las:transition-execution:${'0'.repeat(32)}`],
      'The platform has no execution las:',
      64,
    ],
    ['a log that is not there', ['logs', `las:log:${'0'.repeat(32)}`], 'answered 404', 1],
    ['a status that is none', ['executions', '--status', 'done'], 'Allowed choices are running', 64],
    ['a limit that is none', ['executions', '--limit', '0'], 'Expected a number from 1 to 1000', 64],
    [
      'two platforms at once',
      ['executions', '--local', '--profile', 'a'],
      '--profile and --local name two platforms',
      64,
    ],
    ['no log to show', ['logs'], "missing required argument 'of'", 64],
  ])('say what to do about %s', async (_, args, message, expected) => {
    await using platform = await startPlatform()
    const { code, stderr } = await look(platform, ...args)
    expect(stderr).toContain(message)
    expect(stderr).not.toContain('    at ')
    expect(code).toBe(expected)
  })
})

function startProcessPlatform() {
  return startPlatform({ launchers: [builtLauncher()] })
}

async function createTransition(
  { client, environment }: TestPlatform,
  name: string,
  handler: string,
  variables: Record<string, string> = {},
): Promise<string> {
  const { secretId } = await client.secrets.create({ data: environment })
  const parameters = {
    imageUrl: pathToFileURL(handlerPath(handler)).href,
    environment: variables,
    environmentSecrets: [secretId],
  }
  return (await client.transitions.create({ name, transitionType: 'docker', parameters })).transitionId
}

async function runToEnd(
  platform: TestPlatform,
  transitionId: string,
  input: Record<string, unknown>,
): Promise<string> {
  const { executionId } = await platform.client.transitions.executions.create(transitionId, { input })
  await platform.exited(executionId)
  return executionId
}

function look({ environment }: TestPlatform, ...args: string[]) {
  return run('transition', { args, env: environment })
}
