import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { announcePlatform } from '../../cli/platform-announcement.ts'
import { credentialsFromEnvironment } from '../../client/index.ts'
import { VirtualClock } from '../../testing/virtual-clock.ts'
import { handlerPath } from '../support/handlers.ts'
import { losingProxy } from '../support/losing-proxy.ts'
import { startPlatform, type TestPlatform } from '../support/platform.ts'
import { run, start } from '../support/programs.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const SECOND = 1000

async function manualTransition({ client }: TestPlatform) {
  return (await client.transitions.create({ transitionType: 'manual', name: 'Approve' })).transitionId
}

describe.concurrent('transition work', () => {
  it('takes what waits of a manual transition, works on it in TypeScript, and ends on SIGTERM', async () => {
    await using platform = await startPlatform()
    const transitionId = await manualTransition(platform)
    const waiting = [await platform.enqueue(transitionId, { number: 1 })]
    const args = ['work', handlerPath('doubles.ts'), '--transition', transitionId, '--concurrency', '2']
    await using worker = start('transition', { args, env: platform.environment })
    waiting.push(
      await platform.enqueue(transitionId, { number: 2 }),
      await platform.enqueue(transitionId, {}),
    )
    const ends = await Promise.all(waiting.map(({ executionId }) => platform.ended(executionId)))
    expect(ends.map(({ output }) => output)).toEqual([{ doubled: 2 }, { doubled: 4 }, undefined])
    expect(ends[2]?.error?.message).toContain('input.number')
    worker.child.kill('SIGTERM')
    const { code, stdout, stderr } = await worker.finished
    expect(stdout).toContain('Claiming executions of Approve, 2 at once')
    expect(stdout).toMatch(new RegExp(`${waiting[0]?.executionId.slice(-6)}  INFO: doubling 1`))
    expect(stderr).toBe('')
    expect(code).toBe(0)
  })

  it('finds a transition by its name, and the platform of this machine', async () => {
    await using platform = await startPlatform()
    await using folder = await temporaryFolder()
    const data = join(folder.path, '.transition')
    await mkdir(data)
    const credentials = credentialsFromEnvironment(platform.environment)
    await using _ = await announcePlatform(data, platform.apiEndpoint, credentials)
    const options = { cwd: folder.path, env: { HOME: folder.path } }
    const args = ['work', handlerPath('doubles.ts'), '--transition', 'Approve', '--local']
    const nobody = await run('transition', { args, ...options })
    expect(nobody.stderr).toMatch(/^No manual transition of http.* is called Approve\n$/)
    expect(nobody.code).toBe(64)

    const transitionId = await manualTransition(platform)
    const { transitions } = platform.client
    const docker = { transitionType: 'docker', parameters: { imageUrl: 'team/predict:1' } } as const
    await transitions.create({ ...docker, name: 'Approve' })
    const { executionId } = await platform.enqueue(transitionId, { number: 1 })
    await using worker = start('transition', { args, ...options })
    expect((await platform.ended(executionId)).output).toEqual({ doubled: 2 })
    worker.child.kill('SIGTERM')
    expect((await worker.finished).code).toBe(0)

    await manualTransition(platform)
    const several = await run('transition', { args, ...options })
    expect(several.stderr).toContain(
      '2 transitions are called Approve: name the one that is meant by its id\n',
    )
    expect(several.code).toBe(64)
  })

  it('loses no execution that was handed out in an answer which was lost: it is handed out again', async () => {
    const clock = new VirtualClock(Date.now())
    await using platform = await startPlatform({ clock })
    const transitionId = await manualTransition(platform)
    const { executionId } = await platform.enqueue(transitionId, { number: 1 })
    const path = `/v1/transitions/${transitionId}/executions`
    let lost = 0
    await using proxy = await losingProxy(new URL(platform.apiEndpoint).origin, (request) => {
      if (request.method !== 'POST' || request.path !== path || lost > 0) return false
      lost += 1
      return true
    })
    const env = { ...platform.environment, LAS_API_ENDPOINT: `${proxy.url}/v1` }
    const args = ['work', handlerPath('doubles.ts'), '--transition', transitionId, '--json']
    await using worker = start('transition', { args, env })
    await worker.said('No execution could be claimed')
    expect(await platform.client.transitions.executions.get(transitionId, executionId)).toMatchObject({
      startTime: new Date(clock.now()).toISOString(),
    })
    await clock.advance(61 * SECOND)
    expect((await platform.ended(executionId)).output).toEqual({ doubled: 2 })
    expect(lost).toBe(1)
    worker.child.kill('SIGTERM')
    expect((await worker.finished).code).toBe(0)
  })

  it('says what is wrong with a transition of the other type, an unknown one, and wrong credentials; exit code 78', async () => {
    await using platform = await startPlatform()
    const { transitionId: docker } = await platform.client.transitions.create({
      transitionType: 'docker',
      parameters: { imageUrl: 'team/predict:1' },
    })
    const unknown = `las:transition:${'0'.repeat(32)}`
    const manual = await manualTransition(platform)
    const wrong = { LAS_CLIENT_SECRET: 'not-the-secret' }
    for (const [transitionId, variables, message] of [
      [docker, {}, `${docker} is a docker transition: the platform starts its executions in containers`],
      [unknown, {}, `There is no transition ${unknown}`],
      [manual, wrong, 'The platform refuses the credentials: POST /token answered 401'],
    ] as const) {
      const args = ['work', handlerPath('doubles.ts'), '--transition', transitionId, '--json']
      const { code, stdout } = await run('transition', {
        args,
        env: { ...platform.environment, ...variables },
      })
      expect(stdout).toContain(message)
      expect(code).toBe(78)
    }
  })

  it.each([
    [[], 64, 'Which transition? Say --transition'],
    [['--transition', 'las:model:1'], 64, 'las:model:1 is no transition: expected las:transition:'],
    [
      ['--transition', `las:transition:${'0'.repeat(32)}`, '--concurrency', '65'],
      64,
      'Expected a number from 1 to 64',
    ],
    [
      ['--transition', `las:transition:${'0'.repeat(32)}`, '--profile', 'none'],
      77,
      "credentials.cfg can't be read",
    ],
  ])('says what is wrong with %j and exits %d', async (args, expected, message) => {
    const { code, stderr } = await run('transition', {
      args: ['work', handlerPath('doubles.ts'), ...args],
      env: {
        LAS_CLIENT_ID: 'client',
        LAS_CLIENT_SECRET: 'secret-of-the-client',
        LAS_AUTH_ENDPOINT: 'http://127.0.0.1:1',
        LAS_API_ENDPOINT: 'http://127.0.0.1:1/v1',
        HOME: '/nowhere',
      },
    })
    expect(stderr).toContain(message)
    expect(stderr).not.toContain('    at ')
    expect(code).toBe(expected)
  })
})
