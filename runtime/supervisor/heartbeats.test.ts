import { pino } from 'pino'
import { describe, expect, it } from 'vitest'
import { ConnectionError, LimitError, PlatformError, RequestRefusedError } from '../../client/index.ts'
import type { JsonObject, TransitionExecution } from '../../contract/index.ts'
import { VirtualClock } from '../../testing/virtual-clock.ts'
import type { ExecutionApi } from './execution-api.ts'
import { sendHeartbeats } from './heartbeats.ts'

const refused = (status: number) =>
  new RequestRefusedError({ method: 'POST', path: '/heartbeats', status }, `answered ${status}`)

type Status = TransitionExecution['status']

function beating(
  answers: {
    heartbeat?: (body: JsonObject) => void
    status?: () => Status | Promise<Status>
    startTime?: string
    progress?: () => unknown
  } = {},
  firstAfterMs = 0,
) {
  const clock = new VirtualClock(0)
  const sent: { at: number; body: JsonObject }[] = []
  const lost: string[] = []
  const stop = new AbortController()
  const api: ExecutionApi = {
    get: async () => ({ status: (await answers.status?.()) ?? 'running' }) as TransitionExecution,
    timeoutInSeconds: async () => 60,
    heartbeat: async (body) => {
      sent.push({ at: clock.monotonic(), body })
      answers.heartbeat?.(body)
    },
    finish: async () => undefined,
  }
  const { ended: over } = sendHeartbeats({
    api,
    clock,
    log: pino({ level: 'silent' }),
    intervalMs: 20_000,
    firstAfterMs,
    givenUpAfterMs: 90_000,
    startTime: answers.startTime,
    signal: stop.signal,
    body: () => ({
      now: clock.monotonic(),
      ...(answers.progress && { progress: { detail: answers.progress() } }),
    }),
    onLost: (reason) => lost.push(reason),
    onUnheard: () => lost.push('unheard'),
  })
  return { clock, sent, lost, stop, over }
}

describe('sendHeartbeats', () => {
  it('sends one now and one every interval, each with what is true by then, until it is stopped', async () => {
    const { clock, sent, stop, over } = beating()
    await clock.advance(60_000)
    stop.abort()
    await over
    expect(sent).toEqual([0, 20_000, 40_000, 60_000].map((at) => ({ at, body: { now: at } })))
    expect(clock.sleepers).toBe(0)
  })

  it('sends none if it is over before the first', async () => {
    const { clock, sent, stop, over } = beating({}, 1000)
    await clock.advance(999)
    stop.abort()
    await over
    expect(sent).toEqual([])
    expect(clock.sleepers).toBe(0)
  })

  it('goes on after one that did not arrive, and sooner', async () => {
    const { clock, sent, lost, stop, over } = beating({
      heartbeat: () => {
        throw new ConnectionError({ method: 'POST', path: '/heartbeats' }, 'had no answer')
      },
    })
    await clock.advance(10_000)
    stop.abort()
    await over
    expect(sent).toHaveLength(3)
    expect(lost).toEqual([])
  })

  it('says so when none has got through for longer than the platform waits', async () => {
    const { clock, lost, stop, over } = beating({
      heartbeat: () => {
        throw new ConnectionError({ method: 'POST', path: '/heartbeats' }, 'had no answer')
      },
    })
    await clock.advance(89_999)
    expect(lost).toEqual([])
    await clock.advance(20_000)
    expect(lost).toEqual(['unheard'])
    stop.abort()
    await over
  })

  it('says that the execution is lost, once, when it has ended elsewhere', async () => {
    const { clock, sent, lost, over } = beating({
      heartbeat: () => {
        throw refused(400)
      },
      status: () => 'failed',
    })
    await clock.advance(100_000)
    await over
    expect(clock.sleepers).toBe(0)
    expect(sent).toHaveLength(1)
    expect(lost).toEqual(['the platform has it as failed'])
  })

  it('says that the execution is lost when the platform no longer knows it', async () => {
    const { clock, lost, over } = beating({
      heartbeat: () => {
        throw refused(404)
      },
      status: () => {
        throw refused(404)
      },
    })
    await clock.advance(0)
    await over
    expect(lost).toEqual(['the platform no longer knows it'])
  })

  it('goes on when a heartbeat is refused although the execution runs', async () => {
    const { clock, sent, lost, stop, over } = beating({
      heartbeat: () => {
        throw refused(400)
      },
    })
    await clock.advance(5000)
    stop.abort()
    await over
    expect(sent).toHaveLength(2)
    expect(lost).toEqual([])
  })

  it('says that an execution which was leased to us is lost when it has been requeued', async () => {
    const startTime = new Date(0).toISOString()
    const { clock, lost, over } = beating({
      heartbeat: () => {
        throw refused(400)
      },
      startTime,
    })
    await clock.advance(0)
    await over
    expect(lost).toEqual(['the platform has requeued it'])
  })

  it('does not wait for the answer to that question with the next heartbeat', async () => {
    const { clock, sent, stop, over } = beating({
      heartbeat: () => {
        throw refused(400)
      },
      status: () => new Promise(() => undefined),
    })
    await clock.advance(20_000)
    stop.abort()
    await over
    expect(sent).toHaveLength(5)
  })

  it.each([-30_000, -3_600_000, -86_400_000, 30_000, 3_600_000, 86_400_000])(
    'keeps its interval, and the execution, when the wall clock steps by %d ms',
    async (byMs) => {
      const { clock, sent, lost, stop, over } = beating()
      await clock.advance(1000)
      clock.step(byMs)
      await clock.advance(59_000)
      stop.abort()
      await over
      expect(sent.map(({ at }) => at)).toEqual([0, 20_000, 40_000, 60_000])
      expect(lost).toEqual([])
    },
  )

  it.each([400, 409, 410, 413, 422, 431, 451])(
    'leaves out progress that is answered %i, at once and until there is other progress',
    async (status) => {
      const state = { progress: 'too much' }
      const { clock, sent, lost, stop, over } = beating({
        progress: () => state.progress,
        heartbeat: (body) => {
          if (JSON.stringify(body).includes('too much')) throw refused(status)
        },
      })
      await clock.advance(20_000)
      state.progress = 'enough'
      await clock.advance(20_000)
      stop.abort()
      await over
      expect(sent.map(({ at, body }) => [at, Object(body['progress']).detail])).toEqual([
        [0, 'too much'],
        [0, undefined],
        [20_000, undefined],
        [40_000, 'enough'],
      ])
      expect(lost).toEqual([])
    },
  )

  it.each([400, 404, 405, 409, 410, 413, 422, 451])('asks what has become of it after %i', async (status) => {
    const { clock, lost, over } = beating({
      heartbeat: () => {
        throw refused(status)
      },
      status: () => 'failed',
    })
    await clock.advance(0)
    await over
    expect(lost).toEqual(['the platform has it as failed'])
  })

  it.each([
    [404, 'the platform no longer knows it'],
    [410, 'the platform no longer knows it'],
    [409, 'another container has the lease'],
  ])('takes the answer %i to that question for the loss', async (status, reason) => {
    const { clock, lost, over } = beating({
      heartbeat: () => {
        throw refused(410)
      },
      status: () => {
        throw refused(status)
      },
    })
    await clock.advance(0)
    await over
    expect(lost).toEqual([reason])
  })

  it.each([
    [2000, 5000],
    [12_000, 12_000],
    [3_600_000, 20_000],
  ])('keeps to Retry-After of %d ms as far as its interval lets it', async (retryAfterMs, nextAt) => {
    for (const Failed of [LimitError, PlatformError]) {
      const { clock, sent, stop, over } = beating({
        heartbeat: () => {
          throw new Failed({ method: 'POST', path: '/heartbeats' }, 'was slowed down', retryAfterMs)
        },
      })
      await clock.advance(20_000)
      stop.abort()
      await over
      expect(sent[1]?.at).toBe(nextAt)
    }
  })
})
