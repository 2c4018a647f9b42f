import {
  array,
  assert,
  asyncProperty,
  constant,
  constantFrom,
  integer,
  oneof,
  option,
  record,
  type Arbitrary,
} from 'fast-check'
import { pino } from 'pino'
import { expect, it } from 'vitest'
import { VirtualClock } from '../../testing/virtual-clock.ts'
import { ExitCode } from '../../runtime/exit-codes.ts'
import { unsuccessful } from '../../runtime/outcome.ts'
import { createMask } from '../../contract/mask.ts'
import { createStop } from '../../runtime/supervisor/stop.ts'
import { FAULTS, ModelPlatform, modelHandler, type HandlerScript, type PlatformScript } from './model.ts'
import { supervise } from '../../runtime/supervisor/supervise.ts'

/** Sequences that are tried; `PROPERTY_RUNS` for more, `PROPERTY_SEED` for those of an earlier run. */
const RUNS = Number(process.env['PROPERTY_RUNS'] ?? 10_000)
const SEED = Number(process.env['PROPERTY_SEED'] ?? Date.now() % 2 ** 31)

const MINUTE = 60_000
const HEARTBEAT_MS = 20_000
const GRACE_MS = 25_000
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
  }),
  handler: record<HandlerScript>({
    ends: constantFrom('returns', 'throws', 'rejects', 'dies', 'never'),
    afterMs: time,
    onAbort: constantFrom('goes on', 'returns', 'throws'),
  }),
  sigtermAt: maybe(time),
})

async function play({
  platform: platformScript,
  handler: handlerScript,
  sigtermAt,
}: typeof scenario extends Arbitrary<infer T> ? T : never) {
  const clock = new VirtualClock()
  const platform = new ModelPlatform(clock, platformScript)
  const { handler, state } = modelHandler(clock, handlerScript)
  const stop = createStop()
  if (sigtermAt !== undefined) {
    const order = {
      reason: 'SIGTERM',
      graceMs: GRACE_MS,
      outcome: unsuccessful('retry', 'interrupted by SIGTERM'),
    }
    void clock.sleep(sigtermAt).then(() => stop.order(order))
  }
  const over = supervise({
    environment: { heartbeatMs: HEARTBEAT_MS, timeoutMs: undefined },
    api: platform.api,
    clock,
    log: pino({ level: 'silent' }),
    handler,
    vitalSigns: { report: () => ({}) },
    mask: createMask([]),
    stop,
    token: () => undefined,
    describeDeath: () => 'died',
  })
  let endedAt = Infinity
  void over.then(() => {
    endedAt = clock.now()
  })
  const exit = await Promise.race([
    over.then(({ exitCode }) => exitCode),
    clock.advance(LONGEST_MS).then(() => 'silence' as const),
  ])
  platform.settle()
  return { exit, endedAt, platform, handler: state, stop }
}

/** What one play has broken of what is promised. */
function brokenPromises({
  exit,
  endedAt,
  platform,
  handler,
  stop,
}: Awaited<ReturnType<typeof play>>): string[] {
  const { status, taken, sent, refusedOutput } = platform
  const success = sent.findIndex((outcome) => outcome.status === 'succeeded')
  const afterSuccess =
    success < 0 ? [] : sent.slice(success).filter((outcome) => outcome.status !== 'succeeded')
  const inItsOwnTime = handler.returnedAt !== undefined && !stop.current
  const { heartbeatsAt, isLost } = platform
  // After the last one nothing is due any more once the execution is known to be lost.
  const beats = isLost || heartbeatsAt.length === 0 ? heartbeatsAt : [...heartbeatsAt, endedAt]
  const gaps = beats.slice(1).map((at, index) => at - (beats[index] ?? 0))
  const broken = {
    'no heartbeat is later than the interval plus a second': gaps.some((gap) => gap > HEARTBEAT_MS + 1000),
    'the container comes to an end': exit === 'silence',
    // Whose failure it is can't be told where an answer was lost.
    'exit code 1 means a failed execution': exit === ExitCode.failed && status !== 'failed',
    'exit code 0 means no failure of ours': exit === ExitCode.ok && taken?.status === 'failed',
    'an execution that still runs means exit code 75': status === 'running' && exit !== ExitCode.notDelivered,
    'a success is one of the handler': taken?.status === 'succeeded' && handler.returnedAt === undefined,
    'only a refusal of the output follows a success': afterSuccess.length > 0 && !refusedOutput,
    'what returns in time has succeeded':
      inItsOwnTime && taken !== undefined && taken.status !== 'succeeded' && !refusedOutput,
    'a handler that has not reported is not running on': !handler.hasReported && !handler.killed,
  }
  return Object.entries(broken).flatMap(([promise, isBroken]) => (isBroken ? [promise] : []))
}

it(`no sequence of ${RUNS} faults and timings makes a second outcome, a downgraded success, a lie, or silence`, async () => {
  console.log(`PROPERTY_SEED=${SEED} PROPERTY_RUNS=${RUNS}`)
  const ends = new Map<string, number>()
  await assert(
    asyncProperty(scenario, async (script) => {
      const played = await play(script)
      const end = `${played.exit} ${played.platform.taken?.status ?? 'nothing taken'}`
      ends.set(end, (ends.get(end) ?? 0) + 1)
      expect(brokenPromises(played)).toEqual([])
    }),
    { numRuns: RUNS, seed: SEED },
  )
  console.log(Object.fromEntries(ends))
  // The sequences reach each kind of end: else they would prove little.
  expect(Array.from(ends.keys())).toEqual(
    expect.arrayContaining([
      '0 nothing taken',
      '0 rejected',
      '0 retry',
      '0 succeeded',
      '1 failed',
      '75 nothing taken',
    ]),
  )
}, 240_000)
