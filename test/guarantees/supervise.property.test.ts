import {
  array,
  assert,
  asyncProperty,
  boolean,
  constant,
  constantFrom,
  integer,
  oneof,
  option,
  record,
  type Arbitrary,
} from 'fast-check'
import { pino } from 'pino'
import { expect, it, vi } from 'vitest'
import { ExitCode } from '../../runtime/exit-codes.ts'
import { unsuccessful } from '../../runtime/outcome.ts'
import { createMask } from '../../contract/mask.ts'
import { createStop } from '../../runtime/supervisor/stop.ts'
import { FAULTS, ModelPlatform, modelHandler, type HandlerScript, type PlatformScript } from './model.ts'
import { createFaults } from '../../runtime/supervisor/faults.ts'
import { superviseDespiteFaults } from '../../runtime/supervisor/last-resort.ts'
import { modelTime, RIGHT, timeScript } from './model-time.ts'
import { jitter, propertyOf } from '../support/property.ts'

const { numRuns, seeds } = propertyOf(10_000)

const MINUTE = 60_000
const HEARTBEAT_MS = 20_000
const GRACE_PERIOD_MS = 25_000
/** By then every run is over: the longest timeout, and what a delivery may take after it. */
const LONGEST_MS = 12 * MINUTE

const time = oneof(integer({ min: 0, max: 5000 }), integer({ min: 0, max: 6 * MINUTE }))
// Mostly well: else no sequence would get far.
const fault = oneof(
  { weight: 3, arbitrary: constant('none' as const) },
  { weight: 2, arbitrary: constantFrom(...FAULTS) },
)
const maybe = <T>(arbitrary: Arbitrary<T>) => option(arbitrary, { nil: undefined, freq: 2 })
const scenario = record({
  platform: record<PlatformScript>({
    faults: array(fault, { maxLength: 16 }),
    afterwards: oneof({ weight: 4, arbitrary: constant('none' as const) }, constantFrom(...FAULTS)),
    timeoutInSeconds: constantFrom(60, 300),
    endedElsewhereAt: maybe(time),
    refusesProgress: boolean(),
  }),
  handler: record<HandlerScript>({
    ends: constantFrom('returns', 'throws', 'rejects', 'dies', 'never'),
    afterMs: time,
    onAbort: constantFrom('goes on', 'returns', 'throws'),
  }),
  sigtermAt: maybe(time),
  /** When the runtime has a fault of its own that nothing catches. */
  faultAt: option(time, { nil: undefined, freq: 6 }),
  time: timeScript,
  jitter,
})
type Scenario = typeof scenario extends Arbitrary<infer T> ? T : never

async function play({
  platform: platformScript,
  handler: handlerScript,
  sigtermAt,
  faultAt,
  jitter: random,
  time: clocks,
}: Scenario) {
  using _ = vi.spyOn(Math, 'random').mockReturnValue(random)
  const time = modelTime(clocks)
  const { clock, platformTime } = time
  const platform = new ModelPlatform(time, platformScript)
  const start = clock.monotonic()
  const { handler, state } = modelHandler(clock, handlerScript)
  const stop = createStop()
  let timedOutAt = Infinity
  stop.follow(({ reason }) => {
    if (reason.startsWith('timed out')) timedOutAt = Math.min(timedOutAt, clock.monotonic())
  })
  if (sigtermAt !== undefined) {
    const order = {
      reason: 'SIGTERM',
      gracePeriodMs: GRACE_PERIOD_MS,
      outcome: unsuccessful('retry', 'interrupted by SIGTERM'),
    }
    void clock.sleep(sigtermAt).then(() => stop.order(order))
  }
  const faults = createFaults()
  if (faultAt !== undefined) void clock.sleep(faultAt).then(() => faults.report(new Error('a fault')))
  const over = superviseDespiteFaults(
    {
      environment: { heartbeatMs: HEARTBEAT_MS, timeoutMs: undefined },
      api: platform.api,
      clock,
      log: pino({ level: 'silent' }),
      handler,
      platformTime,
      vitalSigns: { report: () => ({ progress: { detail: Math.floor(clock.monotonic() / MINUTE) } }) },
      mask: createMask([]),
      stop,
      token: () => undefined,
      describeDeath: () => 'died',
    },
    faults,
  )
  let endedAt = Infinity
  void over.then(() => {
    endedAt = clock.monotonic()
  })
  const exit = await Promise.race([
    over.then(({ exitCode }) => exitCode),
    clock.advance(LONGEST_MS).then(() => 'silence' as const),
  ])
  platform.settle()
  // What the container can know of the platform's time, it must not fall behind of.
  const earliestTimeout = clocks.hasDate ? platformScript.timeoutInSeconds * 1000 - 7000 : 0
  return {
    exit,
    endedAt,
    platform,
    handler: state,
    stop,
    timedOutAt,
    earliestTimeout,
    faultAt: start + (faultAt ?? Infinity),
  }
}

/** What one play has broken of what is promised. */
function brokenPromises({
  exit,
  endedAt,
  platform,
  handler,
  stop,
  faultAt,
  timedOutAt,
  earliestTimeout,
}: Awaited<ReturnType<typeof play>>): string[] {
  const { status, taken, sent, refusedOutput } = platform
  const success = sent.findIndex((outcome) => outcome.status === 'succeeded')
  const afterSuccess =
    success < 0 ? [] : sent.slice(success).filter((outcome) => outcome.status !== 'succeeded')
  const inItsOwnTime = handler.returnedAt !== undefined && !stop.current
  const { heartbeatsAt, isLost } = platform
  // None is due any more once the execution is known to be lost, or the runtime has a fault: then one attempt is left.
  const dueUntil = Math.min(endedAt, faultAt)
  const beats = isLost || heartbeatsAt.length === 0 ? heartbeatsAt : [...heartbeatsAt, dueUntil]
  const gaps = beats.slice(1).map((at, index) => at - (beats[index] ?? 0))
  const broken = {
    'no heartbeat is later than the interval plus a second': gaps.some((gap) => gap > HEARTBEAT_MS + 1000),
    'no handler is timed out before its time': timedOutAt < earliestTimeout,
    'the container comes to an end': exit === 'silence',
    // Whose failure it is can't be told where an answer was lost.
    'exit code 1 means a failed execution': exit === ExitCode.failed && status !== 'failed',
    'exit code 0 means no failure of ours': exit === ExitCode.ok && taken?.status === 'failed',
    'an execution that still runs means exit code 75, or 70':
      status === 'running' && exit !== ExitCode.notDelivered && exit !== ExitCode.fault,
    'exit code 70 means a fault of the runtime itself': exit === ExitCode.fault && faultAt > endedAt,
    // One in the moment of the end may come after it.
    'a fault of the runtime itself means exit code 70': faultAt < endedAt - 1 && exit !== ExitCode.fault,
    'a success is one of the handler': taken?.status === 'succeeded' && handler.returnedAt === undefined,
    'only a refusal of the output follows a success': afterSuccess.length > 0 && !refusedOutput,
    'what returns in time has succeeded':
      inItsOwnTime && taken !== undefined && taken.status !== 'succeeded' && !refusedOutput,
    'a handler that has not reported is not running on': !handler.hasReported && !handler.killed,
  }
  return Object.entries(broken).flatMap(([promise, isBroken]) => (isBroken ? [promise] : []))
}

const endOf = ({ exit, platform }: Awaited<ReturnType<typeof play>>): string =>
  `${exit} ${platform.taken?.status ?? 'nothing taken'}`

const WELL: Scenario = {
  platform: {
    faults: [],
    afterwards: 'none',
    timeoutInSeconds: 60,
    endedElsewhereAt: undefined,
    refusesProgress: false,
  },
  handler: { ends: 'returns', afterMs: 0, onAbort: 'goes on' },
  sigtermAt: undefined,
  faultAt: undefined,
  jitter: 0,
  time: RIGHT,
}
/** A sequence for each kind of end: without any the rest would prove little. */
const KINDS_OF_END: Record<string, Scenario> = {
  '0 nothing taken': { ...WELL, platform: { ...WELL.platform, endedElsewhereAt: 0 } },
  '0 rejected': { ...WELL, handler: { ...WELL.handler, ends: 'rejects' } },
  '0 retry': { ...WELL, handler: { ...WELL.handler, onAbort: 'throws' }, sigtermAt: 0 },
  '0 succeeded': WELL,
  '1 failed': { ...WELL, handler: { ...WELL.handler, ends: 'throws' } },
  '75 nothing taken': { ...WELL, platform: { ...WELL.platform, faults: ['403'] } },
  '70 failed': { ...WELL, handler: { ...WELL.handler, ends: 'never' }, faultAt: 5000 },
}

it.each(Object.entries(KINDS_OF_END))('the sequences can end as %s', async (end, script) => {
  expect(endOf(await play(script))).toBe(end)
})

it.each(seeds)(
  'of seed %i no sequence of faults and timings makes a second outcome, a downgraded success, a lie, or silence',
  async (seed) => {
    console.log(`PROPERTY_SEED=${seed} PROPERTY_RUNS=${numRuns}`)
    const ends = new Map<string, number>()
    await assert(
      asyncProperty(scenario, async (script) => {
        const played = await play(script)
        const end = endOf(played)
        ends.set(end, (ends.get(end) ?? 0) + 1)
        expect(brokenPromises(played)).toEqual([])
      }),
      { numRuns, seed, examples: Object.values(KINDS_OF_END).map((script) => [script]) },
    )
    console.log(Object.fromEntries(ends))
  },
  240_000,
)
