import { pino } from 'pino'
import { describe, expect, it } from 'vitest'
import { ConnectionError, LimitError, PlatformError, RequestRefusedError } from '../../client/index.ts'
import { answerError } from '../../client/answer-error.ts'
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
  redirect: () => new PlatformError({ ...exchange, status: 307 }, 'answered 307'),
  untrusted: () => new ConnectionError(exchange, 'had no answer', 'DEPTH_ZERO_SELF_SIGNED_CERT'),
  waitADay: () => new PlatformError({ ...exchange, status: 503 }, 'answered 503', 86_400_000),
  waitAMonth: () => new LimitError({ ...exchange, status: 429 }, 'answered 429', 2_592_000_000),
}

/** The failure of that name; a number is a status. */
function failureOf(name: string | undefined): Error | undefined {
  if (!name) return undefined
  const known = Object.entries(failures).find(([key]) => key === name)?.[1]()
  return known ?? answerError({ ...exchange, status: Number(name), apiMessage: 'no' }, new Headers())
}

/**
 * A platform with one execution. Each PATCH meets the next failure of the script, by name; `+` in front of it says
 * that the platform has taken the outcome all the same.
 */
function scripted(script: string[], status: ExecutionStatus = 'running', get?: number) {
  const state: { status: ExecutionStatus; taken: Outcome[]; gets: number } = { status, taken: [], gets: 0 }
  const api: ExecutionApi = {
    get: async () => {
      state.gets += 1
      if (get !== undefined) throw failureOf(String(get))
      return { status: state.status, startTime: HANDED_OUT_AGAIN } as TransitionExecution
    },
    timeoutInSeconds: async () => 60,
    heartbeat: async () => undefined,
    finish: async (outcome) => {
      const [, taken, name] = /^(\+?)(\w*)$/.exec(script.shift() ?? '') ?? []
      const failure = failureOf(name)
      if (taken || !failure) {
        if (state.status !== 'running') throw failures.refused()
        state.status = outcome.status
        state.taken.push(outcome)
      }
      if (failure) throw failure
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
    get,
  }: { outcome?: Outcome; status?: ExecutionStatus; startTime?: string; get?: number } = {},
) {
  const { api, state } = scripted(script, status, get)
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
    expect(delivery).toEqual({ delivered: undefined, reason: 'the platform has it as failed' })
    expect(taken).toEqual([])
  })

  it.each(['refused', 'lost'])(
    'leaves an execution alone that was handed to another, told by %s',
    async (failure) => {
      const { delivery, taken } = await delivered([failure], { startTime: '2026-01-01T00:01:00Z' })
      expect(delivery).toEqual({ delivered: undefined, reason: 'the platform has requeued it', isLost: true })
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

  it.each([400, 402, 405, 410, 411, 413, 414, 415, 417, 422, 426, 431, 451])(
    'turns an output that is answered %i into a failure while the platform says that it runs',
    async (status) => {
      const { delivery, taken } = await delivered([String(status)])
      const error = { message: 'The platform refused the output: no' }
      expect(delivery).toEqual({ delivered: { status: 'failed', error } })
      expect(taken).toEqual([{ status: 'failed', error }])
    },
  )

  it.each([400, 410, 413, 422])('reports a failure that is answered %i no further', async (status) => {
    const outcome: Outcome = { status: 'failed', error: { message: 'broken' } }
    const { delivery, taken } = await delivered([String(status)], { outcome })
    expect(delivery).toEqual({ delivered: undefined, reason: `PATCH /execution answered ${status}: no` })
    expect(taken).toEqual([])
  })

  it.each([409, 423, 425])('tries again after %i while the platform says that it runs', async (status) => {
    const { delivery } = await delivered([String(status), String(status)])
    expect(delivery).toEqual({ delivered: succeeded })
  })

  it('reports nothing where a conflict means that another container has it', async () => {
    const { delivery, taken } = await delivered(['409'], { get: 409 })
    const reason = 'another container has the lease'
    expect(delivery).toEqual({ delivered: undefined, reason, isLost: true })
    expect(taken).toEqual([])
  })

  it.each([401, 403, 404])('gives up at once after %i', async (status) => {
    const { delivery, gets } = await delivered([String(status)])
    expect([delivery.delivered, gets]).toEqual([undefined, 0])
  })

  it('knows a success that was taken when a later attempt is refused', async () => {
    const { delivery, taken } = await delivered(['lost', '+413'])
    expect(delivery).toEqual({ delivered: succeeded })
    expect(taken).toEqual([succeeded])
  })

  it.each(['redirect', 'untrusted'])('does not try again after: %s', async (failure) => {
    const { delivery, gets } = await delivered([failure])
    expect([delivery.delivered, gets]).toEqual([undefined, 0])
  })

  it.each(['waitADay', 'waitAMonth'])('tries once more in time though it should %s', async (failure) => {
    const { delivery } = await delivered([failure])
    expect(delivery).toEqual({ delivered: succeeded })
  })

  it('gives up in time though the wall clock steps back', async () => {
    const { api } = scripted(Array.from({ length: 100 }, () => 'lost'))
    const clock = new VirtualClock()
    const over = deliver(succeeded, { api, clock, log: pino({ level: 'silent' }), until: () => 0 })
    await clock.advance(1000)
    clock.step(-86_400_000)
    await clock.advance(60_000)
    await expect(over).resolves.toMatchObject({ delivered: undefined })
  })
})
