import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { harness, type Harness, type OperationName, type RunResult } from '../../testing/index.ts'
import { handlerPath } from '../support/handlers.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import {
  calls,
  finalRefusals,
  handlerEnds,
  interruptedActs,
  interruptedCalls,
  laterCalls,
  mendedRefusals,
  onceCells,
  type PassingFault,
} from './cells.ts'
import type { Call } from './faulty-api.ts'

// The cells of faults.test.ts, which are the built runtime's, once more in the harness: each must end as it ends there.

const CALLS = {
  token: 'POST token',
  get: 'GET execution',
  timeout: 'GET transition',
  heartbeat: 'POST heartbeats',
  patch: 'PATCH execution',
} as const satisfies Record<Call, OperationName>

const SUCCESS = { status: 'succeeded', output: { truth: true } }
const NO = { message: 'no' }

type Strike = (t: Harness, operation: OperationName, taken: boolean) => void

function answered(status: number): Strike {
  return (t, operation, taken) => t.api.fail(operation, { status, body: NO, taken })
}

/** How the harness plays each fault. */
const strikes: Record<PassingFault, Strike> = {
  'reset before it is read': (t, operation) => t.api.reset(operation),
  'reset after it is read': (t, operation, taken) => (taken ? t.api.lose(operation) : t.api.reset(operation)),
  'answered with nothing': (t, operation, taken) => t.api.stall(operation, { taken }),
  'answered with half a body, then silence': (t, operation, taken) => t.api.stall(operation, { taken }),
  'cut short': (t, operation, taken) => (taken ? t.api.lose(operation) : t.api.reset(operation)),
  'answered with what is not JSON': (t, operation, taken) =>
    t.api.fail(operation, {
      status: 200,
      body: '<html>All is well</html>',
      headers: { 'content-type': 'text/html' },
      taken,
    }),
  'answered 408': answered(408),
  'answered 500': answered(500),
  'answered 502': answered(502),
  'answered 503': answered(503),
  'answered 429': (t, operation) =>
    t.api.fail(operation, { status: 429, body: NO, headers: { 'retry-after': '0' } }),
}
const count = { cells: 0, inProcess: 0, ownProcess: 0 }

async function play(
  { act, phase, until, isolation }: { act?: string; phase?: string; until?: string; isolation?: 'process' },
  strike: (t: Harness) => void,
  meanwhile?: (t: Harness) => Promise<void>,
): Promise<RunResult> {
  await using t = await harness(handlerPath('acts.mjs'), {
    ...(isolation && { isolation }),
    timeoutInSeconds: 120,
    env: {
      ...(act && { ACT: act }),
      ...(phase && { PHASE: phase }),
      ...(until && { LASTS_UNTIL: until }),
      TRANSITION_GRACE_SECONDS: '5',
    },
  })
  count.cells += 1
  count[isolation ? 'ownProcess' : 'inProcess'] += 1
  strike(t)
  const running = t.start()
  await meanwhile?.(t)
  return await running
}

/** Plays an execution that lasts until the call has been made. */
async function playUntil(call: Call, strike: (t: Harness) => void): Promise<RunResult> {
  if (!laterCalls.has(call)) return play({}, strike)
  await using folder = await temporaryFolder()
  const until = join(folder.path, 'over')
  const result = await play({ until }, strike, async (t) => {
    await t.printed('lasting')
    await t.clock.advance('2s')
    await writeFile(until, '')
  })
  expect(result.runtimeRequests.map(({ operation }) => operation)).toContain(CALLS[call])
  return result
}

const sentOutcomes = ({ runtimeRequests }: RunResult) =>
  runtimeRequests.flatMap(({ operation, body }) => (operation === CALLS.patch ? [body] : []))

describe('a call of the runtime that fails once', () => {
  it.each(onceCells)('is made good: $call $fault (taken: $taken)', async ({ call, fault, taken }) => {
    const result = await playUntil(call, (t) => strikes[fault](t, CALLS[call], taken))
    expect(result.outcome).toEqual(SUCCESS)
    for (const sent of sentOutcomes(result)) expect(sent).toEqual(SUCCESS)
    expect(result.exitCode).toBe(0)
  })

  it.each(calls)('is made good: %s refused', async (call) => {
    const result = await playUntil(call, (t) => t.api.refuse(CALLS[call]))
    expect(result.outcome).toEqual(SUCCESS)
    expect(result.exitCode).toBe(0)
  })

  it.each(mendedRefusals)('is made good: %s answered %i', async (call, status) => {
    const result = await playUntil(call, (t) => answered(status)(t, CALLS[call], false))
    expect(result.outcome).toEqual(SUCCESS)
    expect(result.exitCode).toBe(0)
  })

  it.each(finalRefusals)('ends with exit code 75 where it is final: %s answered %i', async (call, status) => {
    const result = await play({}, (t) => answered(status)(t, CALLS[call], false))
    expect(result.outcome).toBeUndefined()
    expect(result.logs.some(({ level }) => level === 'fatal')).toBe(true)
    expect(result.exitCode).toBe(75)
  })

  it('becomes a failure in the words of the API where that refuses the output', async () => {
    const result = await play({}, (t) =>
      t.api.fail(CALLS.patch, { status: 400, body: { message: 'output: too big' } }),
    )
    expect(result.outcome).toEqual({
      status: 'failed',
      error: { message: 'The platform refused the output: output: too big' },
    })
    expect(result.exitCode).toBe(1)
  })
})

describe('a handler that', () => {
  it.each(handlerEnds)('%s in the phase %s fails, in words', async (act, phase, message) => {
    const result = await play({ act, phase }, () => undefined)
    expect(result.outcome).toMatchObject({
      status: 'failed',
      error: { message: expect.stringContaining(message) },
    })
    expect(result.exitCode).toBe(1)
  })

  it.each(interruptedActs)('%s in the phase %s when SIGTERM comes ends as a retry', async (act, phase) => {
    // Nothing interrupts a loop in one's own process.
    const isolation = act === 'loops' ? { isolation: 'process' as const } : {}
    const result = await play(
      { act, phase, ...isolation },
      () => undefined,
      async (t) => {
        await t.printed(act === 'loops' ? 'looping' : 'waiting')
        t.sigterm()
        await t.clock.advance('5s')
      },
    )
    expect(result.outcome).toEqual({
      status: 'retry',
      error: { message: 'The handler was interrupted by SIGTERM' },
    })
    expect(result.exitCode).toBe(0)
  })
})

describe('SIGTERM while', () => {
  it.each(interruptedCalls)('%s waits for its answer ends as %s', async (call, status) => {
    const result = await play(
      {},
      (t) => {
        t.api.delay(CALLS[call], '1s')
        t.api.reset(CALLS[call])
      },
      async (t) => {
        await t.api.requested(CALLS[call])
        t.sigterm()
        await t.clock.advance('1s')
      },
    )
    expect(result.outcome?.status).toBe(status)
    expect(result.exitCode).toBe(0)
  })
})

afterAll(() => {
  console.log(
    `cells ${count.cells}: ${count.inProcess} in the test's process, ${count.ownProcess} in one of their own`,
  )
})
