import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { handlerPath } from '../support/handlers.ts'
import { start } from '../support/programs.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { queueApi, type QueueApi } from './queue-api.ts'

// The built worker from its start to its end: loading, claims, limits that change, a machine without processes.

const claims = (api: QueueApi) =>
  api.requests().filter(({ method, path }) => method === 'POST' && path.endsWith('/executions')).length

const preload = fileURLToPath(new URL('../fixtures/preload/breaks-supervisor.cjs', import.meta.url))

/** A worker whose handler loads in a way of its own; tells how often it was loaded. */
async function loader(api: QueueApi, loading: string, variables: Record<string, string> = {}) {
  const folder = await temporaryFolder()
  const LOADS = join(folder.path, 'loads')
  const env = { LOADS, LOADING: loading, TRANSITION_HANDLER: handlerPath('loads.mjs'), ...variables }
  const worker = start('runtime', { env: { ...api.environment, ...env } })
  return {
    worker,
    loads: async () => (await readFile(LOADS, 'utf8')).trim().split('\n').length,
    async [Symbol.asyncDispose]() {
      await worker[Symbol.asyncDispose]()
      await folder[Symbol.asyncDispose]()
    },
  }
}

describe.concurrent('a worker whose handler', () => {
  it.each(
    [
      ['throws', 'thrown at load'],
      ['exits', 'exited with code 3'],
      ['nothing', 'has no usable default export'],
      ['never', 'did not load within 1 s (TRANSITION_LOAD_SECONDS)'],
      ['loops', 'did not load within 1 s (TRANSITION_LOAD_SECONDS)'],
    ].flatMap(([loading, message]) =>
      ['1', '3'].map((concurrency) => [loading, message, concurrency] as const),
    ),
  )(
    'does not load (%s) says so, "%s", and exits with 78 after one load, with %s at once',
    async (loading = '', message, concurrency) => {
      await using api = await queueApi({ inputs: [{}] })
      const limits = { TRANSITION_LOAD_SECONDS: '1', TRANSITION_CONCURRENCY: concurrency }
      await using played = await loader(api, loading, limits)
      const { code, stdout } = await played.worker.finished
      expect(stdout).toContain(message)
      expect(code).toBe(78)
      expect(await played.loads()).toBe(1)
      expect(claims(api)).toBe(0)
    },
  )

  it.each(['never', 'loops'])(
    'is still loading (%s) at SIGTERM claims nothing, and exits at once',
    async (loading) => {
      await using api = await queueApi({ inputs: [{}] })
      await using played = await loader(api, loading)
      await played.worker.said('"msg":"loading"')
      played.worker.child.kill('SIGTERM')
      expect((await played.worker.finished).code).toBe(0)
      expect(claims(api)).toBe(0)
    },
  )
})

describe.concurrent('a worker', () => {
  it.each(['token', 'transition'] as const)('that waits for %s at SIGTERM claims nothing', async (call) => {
    const [asked, never] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    await using api = await queueApi({
      inputs: [{}],
      hold: { call, until: never.promise },
      onRequest: (name) => name === call && asked.resolve(),
    })
    await using worker = start('runtime', {
      env: { ...api.environment, TRANSITION_HANDLER: handlerPath('warm.mjs') },
    })
    await asked.promise
    worker.child.kill('SIGTERM')
    expect((await worker.finished).code).toBe(0)
    expect(claims(api)).toBe(0)
    never.resolve()
  })

  it('reads the limit of the transition anew for each execution', async () => {
    await using api = await queueApi({ inputs: [{ act: 'waits' }], timeoutsInSeconds: [1800, 7] })
    await using worker = start('runtime', {
      env: { ...api.environment, TRANSITION_HANDLER: handlerPath('warm.mjs') },
    })
    await api.done
    worker.child.kill('SIGTERM')
    await worker.finished
    expect(api.executions()[0]?.taken?.error?.message).toMatch(/^The handler timed out after 2 s/)
  })

  it.each([1, 3])(
    'leaves an execution alone that it is given %i times more while it runs it',
    async (again) => {
      await using folder = await temporaryFolder()
      const until = join(folder.path, 'until')
      await using api = await queueApi({ inputs: [{ act: 'lasts', until }, { value: 2 }], again })
      await using worker = start('runtime', {
        env: { ...api.environment, TRANSITION_CONCURRENCY: '2', TRANSITION_HANDLER: handlerPath('warm.mjs') },
      })
      await worker.said('was claimed again while it runs here', again)
      await writeFile(until, '')
      await api.done
      worker.child.kill('SIGTERM')
      expect((await worker.finished).code).toBe(0)
      expect(api.executions().map(({ taken, sent }) => [taken?.status, sent.length])).toEqual([
        ['succeeded', 1],
        ['succeeded', 1],
      ])
    },
  )

  it.each(['throws when it starts a process', 'gets no pipes for a process'])(
    'whose machine has no process for it (%s) starts another later',
    async (bug) => {
      await using api = await queueApi({ inputs: [{ value: 1 }] })
      const env = {
        NODE_OPTIONS: `--require ${preload}`,
        BUG: bug,
        TRANSITION_HANDLER: handlerPath('warm.mjs'),
      }
      await using worker = start('runtime', { env: { ...api.environment, ...env } })
      await Promise.race([api.done, worker.finished])
      worker.child.kill('SIGTERM')
      const { code, stdout } = await worker.finished
      expect(api.executions()[0]?.taken?.status, stdout).toBe('succeeded')
      expect(stdout).toContain('The handler process could not be started')
      expect(code).toBe(0)
    },
  )
})
