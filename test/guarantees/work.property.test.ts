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
import { expect, it } from 'vitest'
import { createMask } from '../../contract/mask.ts'
import { ExitCode } from '../../runtime/exit-codes.ts'
import { unsuccessful } from '../../runtime/outcome.ts'
import { createStop } from '../../runtime/supervisor/stop.ts'
import { supervise } from '../../runtime/supervisor/supervise.ts'
import { work } from '../../runtime/worker/work.ts'
import { VirtualClock } from '../../testing/virtual-clock.ts'
import { FAULTS, modelHandler, type HandlerScript } from './model.ts'
import { ModelQueue, type QueueFaults } from './queue-model.ts'

/** Sequences that are tried; `PROPERTY_RUNS` for more, `PROPERTY_SEED` for those of an earlier run. */
const RUNS = Number(process.env['PROPERTY_RUNS'] ?? 500)
const SEED = Number(process.env['PROPERTY_SEED'] ?? Date.now() % 2 ** 31)

const MINUTE = 60_000
/** By then all work is done: faults end, and each execution takes a few minutes at most, however often it is begun. */
const LONGEST_MINUTES = 60

const fault = oneof(
  { weight: 3, arbitrary: constant('none' as const) },
  // A refusal of the credentials or of the output is final; those are other tests'.
  { weight: 2, arbitrary: constantFrom(...FAULTS.filter((name) => name !== '400' && name !== '403')) },
)
const scenario = record({
  platform: record<QueueFaults>({
    faults: array(fault, { maxLength: 40 }),
    slowMs: array(constantFrom(0, 14_000), { maxLength: 4 }),
    timeoutInSeconds: constantFrom(120, 300),
    outage: tuple(integer({ min: 0, max: MINUTE }), integer({ min: 0, max: 4 * MINUTE })),
  }),
  concurrency: integer({ min: 1, max: 3 }),
  /** Each of another execution; one that is begun again does the same again. */
  handlers: array(
    record<HandlerScript>({
      ends: constantFrom('returns', 'throws', 'rejects', 'dies', 'never'),
      afterMs: integer({ min: 0, max: 2 * MINUTE }),
      onAbort: constantFrom('goes on', 'returns', 'throws'),
    }),
    { minLength: 1, maxLength: 4 },
  ),
  /** Whether a process is still well when its execution has come. */
  fitness: array(boolean(), { maxLength: 4 }),
  sigtermAt: option(integer({ min: 0, max: 6 * MINUTE }), { nil: undefined, freq: 2 }),
})
type Scenario = typeof scenario extends Arbitrary<infer T> ? T : never

/** No heartbeat gets through while the handler has its grace after SIGTERM: the platform takes the execution back. */
const UNHEARD_IN_GRACE: Scenario = {
  platform: { faults: [], slowMs: [], timeoutInSeconds: 120, outage: [0, 58_000] },
  concurrency: 1,
  handlers: [{ ends: 'returns', afterMs: 60_000, onAbort: 'goes on' }],
  fitness: [],
  sigtermAt: 35_200,
}

async function play({ platform, concurrency, handlers, fitness, sigtermAt }: Scenario) {
  const clock = new VirtualClock()
  const queue = new ModelQueue(clock, platform, handlers.length)
  const stop = createStop()
  const log = pino({ level: 'silent' })
  const outcome = unsuccessful('retry', 'interrupted by SIGTERM')
  const order = { reason: 'SIGTERM', graceMs: 25_000, outcome }
  if (sigtermAt !== undefined) void clock.sleep(sigtermAt).then(() => stop.order(order))
  /** When handlers worked, and on what. */
  const spells: { id: string; from: number; to: number }[] = []
  const fit = [...fitness]

  const over = work<object>({
    concurrency,
    clock,
    log,
    processes: {
      ready: async (signal) => {
        await clock.sleep(200, signal).catch(() => undefined)
        return signal.aborted ? undefined : {}
      },
      isFit: () => fit.shift() ?? true,
      release: () => undefined,
    },
    take: queue.take,
    async seeThrough(taken, _process, ownStop) {
      const id = taken.execution.executionId
      const script = handlers[queue.rows.indexOf(queue.row(id))]
      if (!script) throw new Error('each execution has a script')
      const { handler } = modelHandler(clock, script)
      const spell = { id, from: Infinity, to: Infinity }
      void handler.end.then(() => {
        spell.to = clock.now()
      })
      const run: typeof handler.run = (task) => {
        spell.from = clock.now()
        spells.push(spell)
        handler.run(task)
      }
      const { exitCode } = await supervise({
        environment: { heartbeatMs: 20_000, timeoutMs: undefined },
        taken,
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
        vitalSigns: { report: () => ({}) },
        mask: createMask([]),
        stop: ownStop,
        token: () => undefined,
        describeDeath: () => 'died',
      })
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
  return { ...end, queue, spells, isDisturbed: sigtermAt !== undefined }
}

/** What one play has broken of what is promised. */
function brokenPromises({ exit, queue, spells, isDisturbed }: Awaited<ReturnType<typeof play>>): string[] {
  const overlaps = spells.some((one, index) =>
    spells
      .slice(index + 1)
      .some((other) => other.id === one.id && other.from < one.to && one.from < other.to),
  )
  const broken = {
    'the worker comes to an end': exit === 'silence',
    'nothing that waits is lost': !isDisturbed && queue.rows.some(({ outcome }) => !outcome),
    'nobody works on an execution that another has': overlaps,
    // One that is handed out again is begun anew, and may end otherwise.
    'a success is never followed by a failure': queue.rows.some(({ sent }) =>
      sent.some(
        (failure, index) =>
          failure.outcome.status !== 'succeeded' &&
          sent
            .slice(0, index)
            .some(
              (success) => success.outcome.status === 'succeeded' && success.handedOut === failure.handedOut,
            ),
      ),
    ),
  }
  return Object.entries(broken).flatMap(([promise, isBroken]) => (isBroken ? [promise] : []))
}

it(`no sequence of ${RUNS} faults and timings loses an execution that waits, or has it worked on twice at once`, async () => {
  console.log(`PROPERTY_SEED=${SEED} PROPERTY_RUNS=${RUNS}`)
  const seen = { again: 0, retry: 0, notDelivered: 0 }
  await assert(
    asyncProperty(scenario, async (script) => {
      const played = await play(script)
      seen.again += played.queue.rows.filter(({ handedOut }) => handedOut > 1).length
      seen.retry += played.queue.rows.filter(({ outcome }) => outcome?.status === 'retry').length
      seen.notDelivered += played.exit === ExitCode.notDelivered ? 1 : 0
      expect(brokenPromises(played)).toEqual([])
    }),
    { numRuns: RUNS, seed: SEED, examples: [[UNHEARD_IN_GRACE]] },
  )
  console.log(seen)
  // The sequences reach what they are about: else they would prove little.
  expect(Math.min(...Object.values(seen))).toBeGreaterThan(0)
}, 240_000)
