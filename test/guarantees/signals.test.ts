import { setTimeout as delay } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { descendants, isHandlerProcess, isRunning } from '../support/descendants.ts'
import { handlerPath } from '../support/handlers.ts'
import { start } from '../support/programs.ts'
import { openProject } from '../support/project.ts'
import { faultyApi } from './faulty-api.ts'
import { queueApi } from './queue-api.ts'

// Signals to the built programs, and what becomes of the processes below one that is killed.

const SIGNALS = [
  'SIGTERM',
  'SIGINT',
  'SIGHUP',
  'SIGQUIT',
  'SIGUSR2',
  'SIGALRM',
  'SIGVTALRM',
  'SIGIO',
  'SIGPWR',
  'SIGXCPU',
  'SIGXFSZ',
] as const
const loops = { TRANSITION_HANDLER: handlerPath('acts.mjs'), ACT: 'loops', PHASE: 'run' }

/** Resolves once none of them runs any more. */
const ended = (pids: readonly number[]) => until(() => !pids.some(isRunning))

/** Resolves once it holds. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await delay(20)
}

describe.concurrent('a runtime that gets', () => {
  it.each(SIGNALS)('%s ends its execution as a retry', async (signal) => {
    await using api = await faultyApi(undefined)
    const env = {
      ...api.environment,
      TRANSITION_HANDLER: handlerPath('acts.mjs'),
      ACT: 'waits',
      PHASE: 'run',
    }
    await using runtime = start('runtime', { env: { ...env, TRANSITION_GRACE_SECONDS: '0.1' } })
    await runtime.said('waiting')
    runtime.child.kill(signal)
    expect((await runtime.finished).code).toBe(0)
    expect(api.taken()).toEqual({
      status: 'retry',
      error: { message: `The handler was interrupted by ${signal}` },
    })
  })

  it('SIGKILL takes its busy handler along', async () => {
    await using api = await faultyApi(undefined)
    await using runtime = start('runtime', { env: { ...api.environment, ...loops } })
    await runtime.said('looping')
    const pids = descendants(runtime.child.pid ?? 0)
    expect(pids.length).toBeGreaterThan(1)
    runtime.child.kill('SIGKILL')
    await ended(pids)
  })
})

describe.concurrent('transition work that gets', () => {
  it.each(['SIGHUP', 'SIGQUIT', 'SIGUSR2', 'SIGTERM', 'SIGINT'] as const)(
    '%s passes it on',
    async (signal) => {
      await using api = await queueApi({ inputs: [{ act: 'waits' }] })
      const args = ['work', handlerPath('warm.mjs'), '--json']
      await using worker = start('transition', { args, env: api.environment })
      await worker.said('"msg":"waiting"')
      worker.child.kill(signal)
      expect((await worker.finished).code).toBe(0)
      expect(api.executions()[0]?.taken?.error?.message).toBe(`The handler was interrupted by ${signal}`)
    },
  )

  it.each(['waits', 'loops'])('SIGKILL takes its worker along, whose handler %s', async (act) => {
    await using api = await queueApi({ inputs: [{ act }, {}] })
    const args = ['work', handlerPath('warm.mjs'), '--json']
    const env = { ...api.environment, TRANSITION_GRACE_SECONDS: '0.1' }
    await using worker = start('transition', { args, env })
    await worker.said('Claiming executions')
    await until(() => api.executions()[0]?.claims === 1)
    const pids = descendants(worker.child.pid ?? 0)
    worker.child.kill('SIGKILL')
    await ended(pids)
    expect(api.executions()[1]?.claims).toBe(0)
  })
})

describe.concurrent('transition dev that gets', () => {
  it.each(['SIGHUP', 'SIGQUIT', 'SIGUSR2', 'SIGKILL'] as const)(
    '%s leaves no busy handler behind',
    async (signal) => {
      await using project = await openProject({
        'handler.mjs': 'export default () => { console.log("looping"); for (;;); }',
      })
      const args = ['dev', 'handler.mjs', '--data', ':memory:', '--port', '0', '--json']
      await using dev = start('transition', { args, cwd: project.path })
      await dev.said('looping')
      const pids = descendants(dev.child.pid ?? 0)
      const handlers = pids.filter(isHandlerProcess)
      expect(handlers).toHaveLength(1)
      dev.child.kill(signal)
      await ended(handlers)
      // The supervisor tries for a while to reach its platform.
      pids.filter(isRunning).forEach((pid) => process.kill(pid, 'SIGKILL'))
      await ended(pids)
    },
  )
})
