import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { handlerPath } from '../support/handlers.ts'
import { run, start } from '../support/programs.ts'
import type { Answer } from '../support/scripted-server.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import {
  finalRefusals,
  handlerEnds,
  interruptedActs,
  interruptedCalls,
  laterCalls,
  mendedRefusals,
  onceCells,
  passing,
  refusal,
} from './cells.ts'
import { calls, faultyApi, type Call, type FaultyApi, type Sent } from './faulty-api.ts'

// The built runtime as a real process, against a real server that fails at every call in every way. The ends that
// take minutes (a platform that is gone for good) are the property test's, on a virtual clock.

const SUCCESS: Sent = { status: 'succeeded', output: { truth: true } }
const count = { runs: 0, wrong: 0, lost: 0 }

/** Runs `acts.mjs` against the API, and counts what must never be. */
async function play(api: FaultyApi, variables: Record<string, string> = {}) {
  const env = { ...api.environment, TRANSITION_HANDLER: handlerPath('acts.mjs'), ...variables }
  const finished = await run('runtime', { env })
  count.runs += 1
  const outcome = api.taken()
  // The handler of these plays returns in time: a success is the only truth.
  const truth = variables['ACT'] === undefined || outcome === undefined || outcome.status === 'failed'
  if (!truth) count.wrong += 1
  if (outcome === undefined && finished.code === 0) count.lost += 1
  return { ...finished, outcome }
}

/** Runs `acts.mjs` against the API where one call fails once; the handler lasts until that call has been made. */
async function playWithFault(fault: { call: Call; answer: Answer; taken?: boolean }) {
  await using folder = await temporaryFolder()
  const until = join(folder.path, 'made')
  await using api = await faultyApi(fault, (call) => {
    if (call === fault.call) writeFileSync(until, '')
  })
  const played = await play(api, laterCalls.has(fault.call) ? { LASTS_UNTIL: until } : {})
  expect(api.struck()).toBe(true)
  return { ...played, sent: api.sent() }
}

describe.concurrent('a call of the runtime that fails once', () => {
  it.each(onceCells)('is made good: $call $fault (taken: $taken)', async ({ call, fault, taken }) => {
    const { code, outcome, sent, stdout } = await playWithFault({ call, answer: passing[fault], taken })
    expect(outcome, stdout).toEqual(SUCCESS)
    expect(
      sent.every(({ status }) => status === 'succeeded'),
      stdout,
    ).toBe(true)
    expect(code, stdout).toBe(0)
  })

  it.each(mendedRefusals)(
    'is made good: %s answered %i, by a new token or by asking again',
    async (call, status) => {
      const { code, outcome, stdout } = await playWithFault({ call, answer: refusal(status) })
      expect(outcome, stdout).toEqual(SUCCESS)
      expect(code, stdout).toBe(0)
    },
  )

  it.each(finalRefusals)('ends with exit code 75 where it is final: %s answered %i', async (call, status) => {
    await using api = await faultyApi({ call, answer: refusal(status) })
    const { code, outcome, stdout } = await play(api)
    expect(outcome).toBeUndefined()
    expect(stdout).toContain('"level":60')
    expect(code).toBe(75)
  })

  it('becomes a failure in the words of the API where that refuses the output', async () => {
    await using api = await faultyApi({
      call: 'patch',
      answer: { status: 400, body: { message: 'output: too big' } },
    })
    const { code, outcome } = await play(api)
    expect(outcome).toEqual({
      status: 'failed',
      error: { message: 'The platform refused the output: output: too big' },
    })
    expect(code).toBe(1)
  })
})

describe.concurrent('a connection that is refused', () => {
  it.each([
    ['token', undefined, 'The execution could not be fetched; trying again'],
    ['get', 'token', 'The execution could not be fetched; trying again'],
    ['timeout', 'get', 'timeoutInSeconds is unknown'],
    ['heartbeat', 'get', 'A heartbeat did not arrive'],
    ['patch', 'get', 'The outcome was not delivered; the next attempt follows'],
  ] as [Call, Call | undefined, string][])('is made good: %s', async (call, before, news) => {
    let hasRefused = before === undefined
    await using api: FaultyApi = await faultyApi(undefined, (name) => {
      if (name !== before || hasRefused) return
      hasRefused = true
      api.refuse()
    })
    if (before === undefined) api.refuse()
    await using runtime = start('runtime', {
      env: { ...api.environment, TRANSITION_HANDLER: handlerPath('acts.mjs') },
    })
    await runtime.said(news)
    expect(runtime.output.stdout).toContain('ECONNREFUSED')
    expect(api.requests(calls[call])).toEqual([])
    await api.accept()
    const { code, stdout } = await runtime.finished
    count.runs += 1
    expect(api.taken(), stdout).toEqual(SUCCESS)
    expect(code, stdout).toBe(0)
  })
})

describe.concurrent('a handler that', () => {
  it.each(handlerEnds)('%s in the phase %s fails, in words', async (act, phase, message) => {
    await using api = await faultyApi(undefined)
    const { code, outcome } = await play(api, { ACT: act, PHASE: phase })
    expect(outcome).toMatchObject({ status: 'failed', error: { message: expect.stringContaining(message) } })
    expect(code).toBe(1)
  })

  it.each(interruptedActs)('%s in the phase %s when SIGTERM comes ends as a retry', async (act, phase) => {
    await using api = await faultyApi(undefined)
    const env = { ACT: act, PHASE: phase, TRANSITION_GRACE_SECONDS: '0.2' }
    await using runtime = start('runtime', {
      env: { ...api.environment, ...env, TRANSITION_HANDLER: handlerPath('acts.mjs') },
    })
    await runtime.said(act === 'loops' ? 'looping' : 'waiting')
    runtime.child.kill('SIGTERM')
    expect((await runtime.finished).code).toBe(0)
    expect(api.taken()).toEqual({
      status: 'retry',
      error: { message: 'The handler was interrupted by SIGTERM' },
    })
  })
})

describe.concurrent('SIGTERM while', () => {
  // None of them needs the grace: at once.
  it.each(interruptedCalls)(
    '%s waits for its answer ends as %s',
    { timeout: 60_000 },
    async (call, status) => {
      const asked = Promise.withResolvers<void>()
      const answered = Promise.withResolvers<void>()
      await using api = await faultyApi(
        { call, answer: { failure: 'reset', after: answered.promise } },
        (name) => {
          if (name === call) asked.resolve()
        },
      )
      await using runtime = start('runtime', {
        env: {
          ...api.environment,
          TRANSITION_GRACE_SECONDS: '120',
          TRANSITION_HANDLER: handlerPath('acts.mjs'),
        },
      })
      await asked.promise
      runtime.child.kill('SIGTERM')
      answered.resolve()
      const { code, stdout } = await runtime.finished
      expect(api.taken()?.status, stdout).toBe(status)
      expect(code).toBe(0)
    },
  )
})

afterAll(() => {
  console.log(`runs ${count.runs}, outcomes wrong ${count.wrong}, lost without a non-zero exit ${count.lost}`)
  if (count.wrong + count.lost > 0) throw new Error('an outcome was wrong or lost')
})
