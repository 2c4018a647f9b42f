import { describe, expect, it } from 'vitest'
import { handlerPath } from '../support/handlers.ts'
import { run, start } from '../support/programs.ts'
import { faultyApi } from './faulty-api.ts'
import { queueApi } from './queue-api.ts'

// What user code may do to the channel between it and the supervisor, on purpose or not.

const ACTS = [
  'sends a text',
  'sends null',
  'sends a number',
  'sends a list',
  'sends an unknown type',
  'sends a report without its fields',
  'sends a pulse without its fields',
  'forges a report',
  'forges a report by a line',
  'forges a report with a nonce of its own',
  'says that it is unfit',
  'prints a line to the channel',
  'prints null to the channel',
  'prints half a line to the channel',
  'prints bytes to the channel',
  'prints much to the channel',
  'asks itself to stop',
  'gives itself a task',
  'says that the supervisor is gone',
  'disconnects',
  'sends from a thread',
]
const NO_CHANNEL = {
  send: 'undefined',
  channel: 'undefined',
  connected: 'undefined',
  descriptor: false,
  arguments: 2,
}

async function play(variables: Record<string, string>) {
  await using api = await faultyApi(undefined)
  const env = { ...api.environment, TRANSITION_HANDLER: handlerPath('meddles.mjs'), ...variables }
  return { ...(await run('runtime', { env })), outcome: api.taken() }
}

describe.concurrent('a handler that', () => {
  it.each(ACTS.flatMap((act) => ['load', 'run'].map((phase) => [act, phase] as const)))(
    '%s (%s) changes nothing of its outcome',
    async (act, phase) => {
      const { code, outcome, stdout } = await play({ MEDDLES: act, PHASE: phase })
      expect(outcome, stdout).toEqual({
        status: 'succeeded',
        output: { truth: true, aborted: false, sees: NO_CHANNEL },
      })
      expect(code).toBe(0)
    },
  )

  it.each(ACTS.filter((act) => act.startsWith('forges')))('%s and then throws has failed', async (act) => {
    const { code, outcome, stdout } = await play({ MEDDLES: act, PHASE: 'run', THEN: 'throws' })
    expect(outcome, stdout).toEqual({ status: 'failed', error: { message: 'the real error' } })
    expect(code).toBe(1)
  })

  it('is loaded by a Node that reports its dependencies, as `node --watch` makes it, changes nothing', async () => {
    const { code, outcome, stdout } = await play({ WATCH_REPORT_DEPENDENCIES: '1' })
    expect(outcome, stdout).toMatchObject({ status: 'succeeded', output: { truth: true, sees: NO_CHANNEL } })
    expect(code).toBe(0)
  })
})

describe.concurrent('a worker whose handler', () => {
  it.each(ACTS.flatMap((act) => ['load', 'run'].map((phase) => [act, phase] as const)))(
    '%s (%s) goes on, in the same process',
    async (act, phase) => {
      await using api = await queueApi({ inputs: [{}, {}] })
      const env = { MEDDLES: act, PHASE: phase, TRANSITION_HANDLER: handlerPath('meddles.mjs') }
      await using worker = start('runtime', { env: { ...api.environment, ...env } })
      await Promise.race([api.done, worker.finished])
      worker.child.kill('SIGTERM')
      const { code, stdout } = await worker.finished
      const outputs = api.executions().map(({ taken }) => taken?.output)
      const truth = { truth: true, aborted: false, sees: NO_CHANNEL }
      expect(outputs, stdout).toEqual([truth, truth])
      expect(stdout).not.toContain('A handler process is replaced')
      expect(code).toBe(0)
    },
  )
})
