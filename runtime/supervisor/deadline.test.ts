import { pino } from 'pino'
import { describe, expect, it } from 'vitest'
import type { TransitionExecution } from '../../contract/index.ts'
import { VirtualClock } from '../../testing/virtual-clock.ts'
import { watchDeadline } from './deadline.ts'
import type { ExecutionApi } from './execution-api.ts'
import { createPlatformTime } from './platform-time.ts'
import { createStop } from './stop.ts'

const START = Date.parse('2026-01-01T00:00:00Z')

interface Case {
  /** What our clock is ahead of the platform's, in milliseconds. */
  skewMs?: number
  /** How long ago it started, by the platform's clock. */
  ageMs?: number
  /** The `Date` of the answer; default: the platform's time. */
  date?: string | null
  timeoutInSeconds?: unknown
  timeoutMs?: number
  claimedAt?: number
}

/** When the time of an execution is up, in milliseconds from when it has come. */
async function upAfter(options: Case, during: (clock: VirtualClock) => void = () => undefined) {
  const { skewMs = 0, ageMs = 0, timeoutInSeconds = 60, timeoutMs, claimedAt } = options
  const clock = new VirtualClock(START + skewMs)
  const { date = new Date(START).toUTCString() } = options
  const platformTime = createPlatformTime(clock)
  platformTime.observe({ get: () => date })
  const api = { timeoutInSeconds: async () => timeoutInSeconds } as Partial<ExecutionApi> as ExecutionApi
  const execution = { startTime: new Date(START - ageMs).toISOString() } as TransitionExecution
  const stop = createStop()
  const signal = new AbortController().signal
  const log = pino({ level: 'silent' })
  const checkAfterMs = 1000
  watchDeadline({
    api,
    clock,
    log,
    execution,
    platformTime,
    claimedAt,
    timeoutMs,
    checkAfterMs,
    stop,
    signal,
  })
  let upAt: number | undefined
  void stop.ordered.then(() => (upAt = clock.monotonic()))
  await clock.advance(2000)
  during(clock)
  await clock.advance('40m')
  return upAt
}

describe("an execution's deadline", () => {
  it.each([0, 400, 120_000, 3_600_000, 30 * 86_400_000, -400, -120_000, -3_600_000, -30 * 86_400_000])(
    'is counted by the platform’s clock where ours is %d ms ahead',
    async (skewMs) => {
      const upAt = await upAfter({ skewMs, ageMs: 20_000 })
      expect(upAt).toBeGreaterThanOrEqual(34_000)
      expect(upAt).toBeLessThanOrEqual(35_000)
    },
  )

  it.each([-86_400_000, -3_600_000, -30_000, 30_000, 3_600_000, 86_400_000])(
    'does not move when our clock steps by %d ms',
    async (byMs) => {
      expect(await upAfter({ ageMs: 20_000 }, (clock) => clock.step(byMs))).toBe(35_000)
      expect(await upAfter({ ageMs: 20_000, date: null }, (clock) => clock.step(byMs))).toBe(35_000)
    },
  )

  it.each([null, '', 'yesterday', 'NaN'])(
    'is counted by our clock where the answer’s Date is %j',
    async (date) => {
      expect(await upAfter({ date, ageMs: 20_000 })).toBe(35_000)
    },
  )

  it.each([120_000, 60_000, 86_400_000, -1, -120_000])(
    'is counted from now where the clocks say that it started %d ms ago, and it runs',
    async (skewMs) => {
      expect(await upAfter({ skewMs, date: null })).toBe(55_000)
    },
  )

  it('is counted from the claim where a worker has it, whatever any clock says', async () => {
    for (const skewMs of [-3_600_000, 0, 3_600_000])
      expect(await upAfter({ skewMs, date: null, claimedAt: -10_000 })).toBe(45_000)
  })

  it('is the runtime’s own where there is one', async () => {
    expect(await upAfter({ timeoutMs: 90_000, ageMs: 70_000 })).toBe(20_000)
    expect(await upAfter({ timeoutMs: 90_000, skewMs: 86_400_000, date: null })).toBe(90_000)
  })

  it.each([86_400, 3_000_000, 1e300, Infinity])(
    'is none that is over at once for %d seconds',
    async (timeoutInSeconds) => {
      expect(await upAfter({ timeoutInSeconds })).toBeUndefined()
    },
  )

  it.each([0, -1, NaN, null, 'soon', {}])(
    'is at the latest the longest that there is where the platform says %j',
    async (timeoutInSeconds) => {
      expect(await upAfter({ timeoutInSeconds })).toBe(1_795_000)
    },
  )
})
