import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { handlerPath } from '../support/handlers.ts'
import { run, start } from '../support/programs.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { faultyApi } from './faulty-api.ts'
import { queueApi } from './queue-api.ts'

// The built runtime with a bug in it, which a preloaded file makes.

const preload = fileURLToPath(new URL('../fixtures/preload/breaks-supervisor.cjs', import.meta.url))
const WITH_BUG = { NODE_OPTIONS: `--require ${preload}` }

const LATER = [
  'throws in a timer',
  'rejects with nobody to catch',
  'emits an error that nobody listens to',
  'throws a text',
  'throws null',
  'throws an error without a stack',
  'throws two errors',
]
const SUDDEN = ['throws in supervise', 'throws when it waits for the handler']

const fatal = (stdout: string) =>
  stdout
    .trim()
    .split('\n')
    .map((line): Record<string, unknown> => JSON.parse(line))
    .filter(({ level, msg }) => level === 60 && String(msg).includes('fault of its own'))

describe.concurrent('a runtime that', () => {
  it.each([...LATER, ...SUDDEN])('%s says so, fails the execution and exits with 70', async (bug) => {
    await using api = await faultyApi(undefined)
    const env = { ...api.environment, ...WITH_BUG, BUG: bug, LASTS_UNTIL: 'never' }
    const { code, stdout, stderr } = await run('runtime', {
      env: { ...env, TRANSITION_HANDLER: handlerPath('acts.mjs') },
    })
    expect(api.taken(), stdout + stderr).toMatchObject({
      status: 'failed',
      error: { message: expect.stringContaining('The runtime has a fault of its own') },
    })
    expect(api.sent()).toHaveLength(1)
    expect(code).toBe(70)
    expect(stderr).toBe('')
    expect(fatal(stdout)).toHaveLength(bug === 'throws two errors' ? 2 : 1)
    expect(stdout + JSON.stringify(api.sent())).not.toContain('secret-of-the-client')
  })

  it('breaks while the outcome is on its way lets that be the outcome, and exits with 70', async () => {
    const broken = Promise.withResolvers<void>()
    await using api = await faultyApi({
      call: 'patch',
      answer: { body: {}, after: broken.promise },
      taken: true,
    })
    const env = { ...api.environment, ...WITH_BUG, BUG: 'throws in a timer', BUG_AFTER_MS: '1500' }
    await using runtime = start('runtime', { env: { ...env, TRANSITION_HANDLER: handlerPath('acts.mjs') } })
    await runtime.said('fault of its own')
    broken.resolve()
    expect((await runtime.finished).code).toBe(70)
    expect(api.sent().map(({ status }) => status)).toEqual(['succeeded'])
  })
})

describe.concurrent('a worker that', () => {
  it('throws in supervise fails that execution and goes on', async () => {
    await using api = await queueApi({ inputs: [{ value: 1 }, { value: 2 }, { value: 3 }] })
    const env = {
      ...api.environment,
      ...WITH_BUG,
      BUG: 'throws in supervise',
      TRANSITION_HANDLER: handlerPath('warm.mjs'),
    }
    await using worker = start('runtime', { env })
    await Promise.race([api.done, worker.finished])
    worker.child.kill('SIGTERM')
    const { code, stdout } = await worker.finished
    expect(
      api.executions().map(({ taken }) => taken?.status),
      stdout,
    ).toEqual(['failed', 'succeeded', 'succeeded'])
    expect(api.executions()[0]?.taken?.error?.message).toContain('The runtime has a fault of its own')
    expect(fatal(stdout)).toHaveLength(1)
    expect(code).toBe(70)
  })

  it.each(LATER)('%s, outside any execution, says so and goes on', async (bug) => {
    await using folder = await temporaryFolder()
    const until = join(folder.path, 'until')
    await using api = await queueApi({ inputs: [{ act: 'lasts', until }, { value: 2 }] })
    const env = { ...api.environment, ...WITH_BUG, BUG: bug, TRANSITION_HANDLER: handlerPath('warm.mjs') }
    await using worker = start('runtime', { env })
    await worker.said('fault of its own')
    await writeFile(until, '')
    await Promise.race([api.done, worker.finished])
    worker.child.kill('SIGTERM')
    const { code, stdout } = await worker.finished
    expect(
      api.executions().map(({ taken }) => taken?.status),
      stdout,
    ).toEqual(['succeeded', 'succeeded'])
    expect(fatal(stdout)).not.toEqual([])
    expect(code).toBe(70)
  })
})
