import { pino } from 'pino'
import { describe, expect, it } from 'vitest'
import { ConnectionError, LimitError, PlatformError, RequestRefusedError } from '../../client/index.ts'
import type { ExecutionStatus, TransitionExecution } from '../../contract/index.ts'
import { VirtualClock } from '../../testing/virtual-clock.ts'
import type { Outcome } from '../outcome.ts'
import { deliver } from './deliver.ts'
import type { ExecutionApi } from './execution-api.ts'

const succeeded: Outcome = { status: 'succeeded', output: { total: 1 } }
const HANDED_OUT_AGAIN = '2026-01-01T00:02:00Z'
const exchange = { method: 'PATCH', path: '/execution' }
const failures = {
  lost: () => new ConnectionError(exchange, 'had no answer'),
  unavailable: () => new PlatformError({ ...exchange, status: 503 }, 'answered 503'),
  tooMany: () => new LimitError({ ...exchange, status: 429 }, 'answered 429'),
  refused: () =>
    new RequestRefusedError({ ...exchange, status: 400, apiMessage: 'output: too big' }, 'answered 400'),
  unknown: () => new RequestRefusedError({ ...exchange, status: 404 }, 'answered 404'),
}

/**
 * A platform with one execution. Each PATCH meets the next failure of the script, by name; `+` in front of it says
 * that the platform has taken the outcome all the same.
 */
function scripted(script: string[], status: ExecutionStatus = 'running') {
  const state: { status: ExecutionStatus; taken: Outcome[]; gets: number } = { status, taken: [], gets: 0 }
  const api: ExecutionApi = {
    get: async () => {
      state.gets += 1
      return { status: state.status, startTime: HANDED_OUT_AGAIN } as TransitionExecution
    },
    timeoutInSeconds: async () => 60,
    heartbeat: async () => undefined,
    finish: async (outcome) => {
      const [, taken, name] = /^(\+?)(\w*)$/.exec(script.shift() ?? '') ?? []
      const failure = Object.entries(failures).find(([key]) => key === name)?.[1]
      if (taken || !failure) {
        if (state.status !== 'running') throw failures.refused()
        state.status = outcome.status
        state.taken.push(outcome)
      }
      if (failure) throw failure()
    },
  }
  return { api, state }
}

async function delivered(
  script: string[],
  {
    outcome = succeeded,
    status,
    startTime,
  }: { outcome?: Outcome; status?: ExecutionStatus; startTime?: string } = {},
) {
  const { api, state } = scripted(script, status)
  const clock = new VirtualClock()
  const over = deliver(outcome, { api, clock, log: pino({ level: 'silent' }), until: () => 0, startTime })
  await clock.advance(5 * 60_000)
  return { delivery: await over, ...state }
}

describe('deliver', () => {
  it('gives the outcome once where nothing goes wrong, and asks nothing', async () => {
    await expect(delivered([])).resolves.toEqual({
      delivery: { delivered: succeeded },
      status: 'succeeded',
      taken: [succeeded],
      gets: 0,
    })
  })

  it.each(['lost', 'unavailable', 'tooMany'])('tries again after %s', async (failure) => {
    const { delivery, taken } = await delivered([failure, failure, failure])
    expect(delivery).toEqual({ delivered: succeeded })
    expect(taken).toEqual([succeeded])
  })

  it.each(['+lost', '+unavailable'])(
    'finds out that an outcome was taken although its answer was %s',
    async (failure) => {
      const { delivery, taken } = await delivered([failure])
      expect(delivery).toEqual({ delivered: succeeded })
      expect(taken).toEqual([succeeded])
    },
  )

  it('knows its own outcome when a late answer overtakes the question', async () => {
    const { delivery, taken } = await delivered(['lost', '+lost'])
    expect(delivery).toEqual({ delivered: succeeded })
    expect(taken).toHaveLength(1)
  })

  it('turns an output that the platform refuses into a failure in its words', async () => {
    const { delivery } = await delivered(['refused'])
    const failure = {
      status: 'failed',
      error: { message: 'The platform refused the output: output: too big' },
    }
    expect(delivery).toEqual({ delivered: failure })
  })

  it('leaves an execution alone that has ended otherwise', async () => {
    const { delivery, taken } = await delivered([], { status: 'failed' })
    expect(delivery).toEqual({ delivered: undefined, reason: 'the platform has the execution as failed' })
    expect(taken).toEqual([])
  })

  it.each(['refused', 'lost'])(
    'leaves an execution alone that was handed to another, told by %s',
    async (failure) => {
      const { delivery, taken } = await delivered([failure], { startTime: '2026-01-01T00:01:00Z' })
      expect(delivery).toEqual({ delivered: undefined, reason: 'the platform has taken the execution back' })
      expect(taken).toEqual([])
    },
  )

  it('gives up on an execution that the platform does not know', async () => {
    const { delivery } = await delivered(['unknown'])
    expect(delivery).toEqual({ delivered: undefined, reason: 'PATCH /execution answered 404' })
  })

  it('gives up after a while', async () => {
    const { delivery, taken } = await delivered(Array.from({ length: 100 }, () => 'lost'))
    expect(delivery).toEqual({ delivered: undefined, reason: 'gave up: PATCH /execution had no answer' })
    expect(taken).toEqual([])
  })

  it('names the last failure when it gives up, also where the platform can not even be asked', async () => {
    const { api } = scripted(['lost'])
    const clock = new VirtualClock()
    const unreachable = { ...api, get: () => Promise.reject(failures.unavailable()) }
    const over = deliver(succeeded, {
      api: unreachable,
      clock,
      log: pino({ level: 'silent' }),
      until: () => 0,
    })
    await clock.advance(5 * 60_000)
    await expect(over).resolves.toEqual({
      delivered: undefined,
      reason: 'gave up: PATCH /execution had no answer',
    })
  })
})
