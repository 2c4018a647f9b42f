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
  tuple,
  type Arbitrary,
} from 'fast-check'
import { pino } from 'pino'
import { expect, it, vi } from 'vitest'
import { createMask } from '../../contract/mask.ts'
import { ExitCode } from '../../runtime/exit-codes.ts'
import { unsuccessful } from '../../runtime/outcome.ts'
import { createStop } from '../../runtime/supervisor/stop.ts'
import { createFaults } from '../../runtime/supervisor/faults.ts'
import { superviseDespiteFaults } from '../../runtime/supervisor/last-resort.ts'
import { work } from '../../runtime/worker/work.ts'
import { modelTime, RIGHT, timeScript } from './model-time.ts'
import { FAULTS, FINAL, modelHandler, type HandlerScript } from './model.ts'
import { ModelQueue, type QueueFaults } from './queue-model.ts'
import { jitter, propertyOf } from '../support/property.ts'

const { numRuns, seeds } = propertyOf(500)

const MINUTE = 60_000
/** By then all work is done: faults end, and each execution takes a few minutes at most, however often it is started. */
const LONGEST_MINUTES = 60

const fault = oneof(
  { weight: 3, arbitrary: constant('none' as const) },
  // A refusal of the credentials or of the output is final; those are other tests'.
  { weight: 2, arbitrary: constantFrom(...FAULTS.filter((name) => !FINAL.has(name))) },
)
const scenario = record({
  platform: record<QueueFaults>({
    faults: array(fault, { maxLength: 40 }),
    slowMs: array(constantFrom(0, 14_000), { maxLength: 4 }),
    timeoutInSeconds: constantFrom(120, 300),
    outage: tuple(integer({ min: 0, max: MINUTE }), integer({ min: 0, max: 4 * MINUTE })),
  }),
  concurrency: integer({ min: 1, max: 3 }),
  /** Each of another execution; one that is started again does the same again. */
  handlers: array(
    record<HandlerScript>({
      ends: constantFrom('returns', 'throws', 'rejects', 'dies', 'never'),
      afterMs: integer({ min: 0, max: 2 * MINUTE }),
      onAbort: constantFrom('goes on', 'returns', 'throws'),
    }),
    { minLength: 1, maxLength: 4 },
  ),
  /** Whether a process is still fit when its execution arrives. */
  fitness: array(boolean(), { maxLength: 4 }),
  /** Whether a claim is answered with an execution that the worker already runs. */
  repeated: array(boolean(), { maxLength: 6 }),
  /** How long a process takes to load, in milliseconds, and whether it then comes although the stop is ordered. */
  load: record({ ms: constantFrom(200, 200, 20_000), isDeaf: boolean() }),
  /** When the runtime has a fault of its own in each run, in milliseconds from its start. */
  faultsAt: array(option(integer({ min: 0, max: MINUTE }), { nil: undefined, freq: 2 }), { maxLength: 3 }),
  sigtermAt: option(integer({ min: 0, max: 6 * MINUTE }), { nil: undefined, freq: 2 }),
  time: timeScript,
  jitter,
})
type Scenario = typeof scenario extends Arbitrary<infer T> ? T : never

const WELL: Scenario = {
  platform: { faults: [], slowMs: [], timeoutInSeconds: 120, outage: [0, 0] },
  concurrency: 1,
  handlers: [{ ends: 'returns', afterMs: 60_000, onAbort: 'goes on' }],
  fitness: [],
  repeated: [],
  load: { ms: 200, isDeaf: false },
  faultsAt: [],
  sigtermAt: undefined,
  jitter: 0,
  time: RIGHT,
}
/** No heartbeat gets through during the grace period after SIGTERM: the platform requeues the execution. */
const UNHEARD_IN_GRACE_PERIOD: Scenario = {
  ...WELL,
  platform: { ...WELL.platform, outage: [0, 58_000] },
  sigtermAt: 35_200,
}
/** A sequence for each thing that may come of an execution besides its outcome: without any the rest would prove little. */
const KINDS_OF_END: Record<keyof ReturnType<typeof endsOf>, Scenario> = {
  // Nobody hears of it for a minute: it is handed out again.
  again: { ...WELL, platform: { ...WELL.platform, outage: [0, 58_000] } },
  retry: { ...WELL, handlers: [{ ends: 'never', afterMs: 0, onAbort: 'goes on' }], sigtermAt: 201 },
  // The outcome has to wait, and no heartbeat gets through meanwhile.
  notDelivered: {
    ...WELL,
    platform: {
      ...WELL.platform,
      faults: ['none', ...Array.from({ length: 8 }, () => '429 for a minute' as const)],
      outage: [0, 58_000],
    },
    handlers: [{ ends: 'returns', afterMs: 200, onAbort: 'goes on' }],
  },
}

/** How often it came to what. */
const endsOf = ({ queue, exit }: Awaited<ReturnType<typeof play>>) => ({
  again: queue.rows.filter(({ claims }) => claims > 1).length,
  retry: queue.rows.filter(({ outcome }) => outcome?.status === 'retry').length,
  notDelivered: exit === ExitCode.notDelivered ? 1 : 0,
})

async function play({
  platform,
  concurrency,
  handlers,
  fitness,
  repeated,
  load,
  faultsAt,
  sigtermAt,
  jitter: random,
  time: clocks,
}: Scenario) {
  using _ = vi.spyOn(Math, 'random').mockReturnValue(random)
  const time = modelTime(clocks)
  const { clock, platformTime } = time
  const queue = new ModelQueue(time, platform, handlers.length)
  const stop = createStop()
  const log = pino({ level: 'silent' })
  const outcome = unsuccessful('retry', 'interrupted by SIGTERM')
  const order = { reason: 'SIGTERM', gracePeriodMs: 25_000, outcome }
  if (sigtermAt !== undefined) void clock.sleep(sigtermAt).then(() => stop.order(order))
  /** When handlers worked, and on what. */
  const spells: { id: string; from: number; to: number }[] = []
  const fit = [...fitness]
  const repeats = [...repeated]
  const toFault = [...faultsAt]
  let lateClaims = 0

  const over = work<object>({
    concurrency,
    clock,
    log,
    processes: {
      acquire: async (signal) => {
        await clock.sleep(load.ms, load.isDeaf ? undefined : signal).catch(() => undefined)
        return signal.aborted && !load.isDeaf ? undefined : {}
      },
      isFit: () => fit.shift() ?? true,
      release: () => undefined,
    },
    platformTime,
    async claim() {
      lateClaims += stop.current ? 1 : 0
      const running = spells.find(({ to }) => to > clock.monotonic())
      return repeats.shift() && running ? queue.repeat(running.id) : await queue.claim()
    },
    async supervise(claimed, _process, ownStop) {
      const id = claimed.execution.executionId
      const script = handlers[queue.rows.indexOf(queue.row(id))]
      if (!script) throw new Error('each execution has a script')
      const { handler } = modelHandler(clock, script)
      const spell = { id, from: Infinity, to: Infinity }
      void handler.end.then(() => {
        spell.to = clock.monotonic()
      })
      const run: typeof handler.run = (task) => {
        spell.from = clock.monotonic()
        spells.push(spell)
        handler.run(task)
      }
      const faults = createFaults()
      const faultAt = toFault.shift()
      if (faultAt !== undefined) void clock.sleep(faultAt).then(() => faults.report(new Error('a fault')))
      const { exitCode } = await superviseDespiteFaults(
        {
          environment: { heartbeatMs: 20_000, timeoutMs: undefined },
          claimed,
          api: queue.api(id),
          clock,
          log,
          handler: {
            ...handler,
            run,
            get hasReported() {
              return handler.hasReported
            },
          },
          platformTime,
          vitalSigns: { report: () => ({}) },
          mask: createMask([]),
          stop: ownStop,
          token: () => undefined,
          describeDeath: () => 'died',
        },
        faults,
      )
      return exitCode
    },
    stop,
  })
  const end: { exit: ExitCode | 'silence' } = { exit: 'silence' }
  void over.then((code) => {
    end.exit = code
  })
  for (let minutes = 0; minutes < LONGEST_MINUTES; minutes += 1) {
    if (end.exit !== 'silence') break
    if (queue.rows.every((row) => row.outcome)) stop.order(order)
    await clock.advance(MINUTE)
  }
  queue.settle()
  return { ...end, queue, spells, lateClaims, isDisturbed: sigtermAt !== undefined }
}

/** What one play has broken of what is promised. */
function brokenPromises({
  exit,
  queue,
  spells,
  lateClaims,
  isDisturbed,
}: Awaited<ReturnType<typeof play>>): string[] {
  const overlaps = spells.some((one, index) =>
    spells
      .slice(index + 1)
      .some((other) => other.id === one.id && other.from < one.to && one.from < other.to),
  )
  const broken = {
    'the worker comes to an end': exit === 'silence',
    'nothing is claimed after the stop': lateClaims > 0,
    'nothing that is queued is lost': !isDisturbed && queue.rows.some(({ outcome }) => !outcome),
    'no two work on one execution': overlaps,
    // One that is requeued is started again, and may end otherwise.
    'a success is never followed by a failure': queue.rows.some(({ sent }) =>
      sent.some(
        (failure, index) =>
          failure.outcome.status !== 'succeeded' &&
          sent
            .slice(0, index)
            .some((success) => success.outcome.status === 'succeeded' && success.claims === failure.claims),
      ),
    ),
  }
  return Object.entries(broken).flatMap(([promise, isBroken]) => (isBroken ? [promise] : []))
}

it.each(Object.entries(KINDS_OF_END))('the sequences can come to %s', async (end, script) => {
  expect(endsOf(await play(script))).toMatchObject({ [end]: 1 })
})

it.each(seeds)(
  'of seed %i no sequence of faults and timings loses an execution that waits, or has it worked on twice at once',
  async (seed) => {
    console.log(`PROPERTY_SEED=${seed} PROPERTY_RUNS=${numRuns}`)
    const seen = { again: 0, retry: 0, notDelivered: 0 }
    const examples = [UNHEARD_IN_GRACE_PERIOD, ...Object.values(KINDS_OF_END)]
    await assert(
      asyncProperty(scenario, async (script) => {
        const played = await play(script)
        const { again, retry, notDelivered } = endsOf(played)
        seen.again += again
        seen.retry += retry
        seen.notDelivered += notDelivered
        expect(brokenPromises(played)).toEqual([])
      }),
      { numRuns, seed, examples: examples.map((script) => [script]) },
    )
    console.log(seen)
  },
  240_000,
)
