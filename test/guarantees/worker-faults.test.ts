import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { handlerPath } from '../support/handlers.ts'
import { start } from '../support/programs.ts'
import type { Answer } from '../support/scripted-server.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { passing as passingOnce, refusal } from './cells.ts'
import { queueApi, type QueueApi, type QueueCall, type QueueScript } from './queue-api.ts'

// The built runtime as a worker, against a real server that fails at every call. What an execution's own calls meet is
// tested with one execution, in faults.test.ts; here two run at once.

/** Faults that trying again mends. */
const passing: Record<string, Answer> = {
  'answered 200 with nothing': { body: {} },
  'answered 200 with a message': { body: { message: 'back soon' } },
  'answered 200 with a limit only': { body: { timeoutInSeconds: 60 } },
  ...passingOnce,
  'answered with what is no execution': { body: {} },
  'answered 400': refusal(400),
  'answered 403': refusal(403),
  'answered 400 with an OAuth error that passes': { status: 400, body: { error: 'temporarily_unavailable' } },
}
const count = { runs: 0, wrong: 0, lost: 0 }

function startWorker(api: QueueApi, variables: Record<string, string> = {}) {
  const env = { ...api.environment, TRANSITION_HANDLER: handlerPath('warm.mjs'), ...variables }
  return start('runtime', { env })
}

/** Works with two at once until both executions have an outcome, and counts what must never be. */
async function play(script: Omit<QueueScript, 'inputs'>) {
  await using folder = await temporaryFolder()
  const until = join(folder.path, 'beaten')
  // Of an execution that is over within a second there are no heartbeats.
  const act = script.fault?.call === 'heartbeat' ? 'lasts' : 'returns'
  await using api = await queueApi({
    inputs: ['a', 'b'].map((value) => ({ act, value, until })),
    onRequest: (call) => {
      if (call === 'heartbeat') writeFileSync(until, '')
    },
    ...script,
  })
  await using worker = startWorker(api, { TRANSITION_CONCURRENCY: '2' })
  await Promise.race([api.done, worker.finished])
  worker.child.kill('SIGTERM')
  const finished = await worker.finished
  const executions = api.executions()
  count.runs += 1
  count.wrong += executions.filter(({ taken }) => taken && taken.status !== 'succeeded').length
  count.lost += finished.code === 0 ? executions.filter(({ taken }) => !taken).length : 0
  return { ...finished, executions, struck: api.struck() }
}

const rows: { call: QueueCall; name: string; acts: boolean }[] = [
  ...Object.keys(passing).map((name) => ({ call: 'claim' as const, name, acts: false })),
  // The answer is lost: the worker does not know what it has claimed.
  ...[
    'reset after it is read',
    'cut short',
    'answered with what is not JSON',
    'answered 500',
    'answered 503',
  ].map((name) => ({ call: 'claim' as const, name, acts: true })),
  ...[
    'reset before it is read',
    'cut short',
    'answered with what is not JSON',
    'answered 429',
    'answered 500',
  ].map((name) => ({ call: 'transition' as const, name, acts: false })),
  ...(['token', 'heartbeat', 'patch'] as const).flatMap((call) =>
    ['reset after it is read', 'answered 503'].map((name) => ({ call, name, acts: false })),
  ),
  { call: 'token', name: 'answered 400 with an OAuth error that passes', acts: false },
  ...['answered 200 with nothing', 'answered 200 with a message', 'answered 200 with a limit only'].map(
    (name) => ({ call: 'transition' as const, name, acts: false }),
  ),
  { call: 'patch', name: 'reset after it is read', acts: true },
]

describe.concurrent('a call of a worker that fails once', () => {
  it.each(rows)(
    'loses no execution: $call $name (done all the same: $acts)',
    async ({ call, name, acts }) => {
      const { code, stdout, executions, struck } = await play({
        fault: { call, answer: passing[name] ?? {}, acts },
      })
      expect(struck).toBe(true)
      for (const [index, value] of ['a', 'b'].entries())
        expect(executions[index]?.taken, stdout).toMatchObject({
          status: 'succeeded',
          output: { echo: value },
        })
      expect(code, stdout).toBe(0)
    },
  )
})

describe.concurrent('a worker', () => {
  it('goes on through an outage, and asks less and less often', async () => {
    const { code, executions } = await play({
      fault: { call: 'claim', answer: refusal(503), count: 5 },
    })
    expect(executions.map(({ taken }) => taken?.status)).toEqual(['succeeded', 'succeeded'])
    expect(code).toBe(0)
  })

  it('claims nothing and exits 78 when the handler does not load, with the reason', async () => {
    await using api = await queueApi({ inputs: [{}] })
    await using worker = startWorker(api, { TRANSITION_HANDLER: handlerPath('not-a-function.mjs') })
    const { code, stdout } = await worker.finished
    expect(stdout).toContain('has no usable default export')
    expect(code).toBe(78)
    expect(api.executions()[0]?.claims).toBe(0)
  })

  it.each([
    ['token', 401],
    ['transition', 403],
    ['transition', 404],
  ] as const)('exits 78 when %s is answered %i, with the reason', async (call, status) => {
    await using api = await queueApi({ inputs: [{}], fault: { call, answer: refusal(status), count: 9 } })
    await using worker = startWorker(api)
    const { code, stdout } = await worker.finished
    expect(stdout).toMatch(new RegExp(`"level":60.*answered ${status}`))
    expect(code).toBe(78)
    expect(api.executions()[0]?.claims).toBe(0)
  })

  it('ends what it claims during SIGTERM as a retry, at once', { timeout: 60_000 }, async () => {
    const asked = Promise.withResolvers<void>()
    const answered = Promise.withResolvers<void>()
    await using api = await queueApi({
      inputs: [{}],
      hold: { call: 'claim', until: answered.promise },
      onRequest: (call) => {
        if (call === 'claim') asked.resolve()
      },
    })
    await using worker = startWorker(api, { TRANSITION_GRACE_SECONDS: '120' })
    await asked.promise
    worker.child.kill('SIGTERM')
    await worker.said('Nothing more is claimed')
    answered.resolve()
    expect((await worker.finished).code).toBe(0)
    expect(api.executions()[0]?.taken).toEqual({
      status: 'retry',
      error: { message: 'The handler was interrupted by SIGTERM' },
    })
  })

  it('exits 75 when an outcome could not be delivered, and says which', async () => {
    await using api = await queueApi({
      inputs: [{}],
      fault: { call: 'patch', answer: refusal(404), count: 9 },
    })
    await using worker = startWorker(api)
    await worker.said('The outcome was not delivered')
    worker.child.kill('SIGTERM')
    expect((await worker.finished).code).toBe(75)
  })
})

afterAll(() => {
  console.log(`runs ${count.runs}, outcomes wrong ${count.wrong}, lost without a non-zero exit ${count.lost}`)
  if (count.wrong + count.lost > 0) throw new Error('an outcome was wrong or lost')
})
