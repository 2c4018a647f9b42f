import PQueue from 'p-queue'
import { AccessDeniedError } from '../../client/errors.ts'
import type { Clock, TransitionExecution } from '../../contract/index.ts'
import { messageOf } from '../../contract/message-of.ts'
import { EnvironmentError } from '../environment.ts'
import type { Log } from '../log.ts'
import { ExitCode } from '../exit-codes.ts'
import { backoffMs } from '../supervisor/backoff.ts'
import { createStop, type Stop } from '../supervisor/stop.ts'
import type { TakenExecution } from '../supervisor/supervise.ts'

/** Credentials that the platform refuses for so long, in milliseconds, are wrong; until then it may be a hiccup. */
const DENIED_FOR_MS = 60_000
/** An execution that could not be begun within this time, in milliseconds, is left to the next who asks. */
const BEGIN_WITHIN_MS = 30_000

/** Where handler processes come from. */
export interface ProcessSource<Process> {
  /**
   * A process that has loaded the handler and waits; undefined if the signal aborts before there is one.
   * @throws EnvironmentError if the very first one does not load
   */
  ready(signal: AbortSignal): Promise<Process | undefined>
  /** Whether it can still be given an execution. */
  isFit(process: Process): boolean
  /** Takes it back, to be used again or replaced. */
  release(process: Process): void
}

export interface WorkParts<Process> {
  concurrency: number
  clock: Clock
  log: Log
  processes: ProcessSource<Process>
  /** Asks the platform once for the next execution that waits; undefined if none does. */
  take: () => Promise<TransitionExecution | undefined>
  /** Sees an execution through in a process. */
  seeThrough: (taken: TakenExecution, process: Process, stop: Stop) => Promise<ExitCode>
  /** Where signals order the end: nothing is taken any more, and what runs is told to stop. */
  stop: Stop
}

/**
 * Takes executions and sees them through, `concurrency` at once, until the stop is ordered and the last one is over.
 *
 * A request for an execution whose answer is lost may have handed one out that nobody here knows. Nothing can be done
 * about it, and nothing need be: no heartbeat comes for it, so the platform hands it out again.
 * @throws EnvironmentError when the platform or the handler's module says that going on makes no sense
 */
export async function work<Process>(parts: WorkParts<Process>): Promise<ExitCode> {
  const { concurrency, log, seeThrough, processes, stop } = parts
  const over = new AbortController()
  const running = new Set<Stop>()
  let worst: ExitCode = ExitCode.ok
  let failure: { error: unknown } | undefined
  void stop.ordered.then((order) => {
    log.info(`Nothing more is taken: ${order.reason}`)
    over.abort()
    for (const one of running) one.order(order)
  })

  const takeNext = taker(parts, over.signal)
  async function turn(): Promise<void> {
    const next = await takeNext()
    if (!next) return
    const ownStop = createStop()
    // The answer may have come after the order.
    if (stop.current) ownStop.order(stop.current)
    running.add(ownStop)
    const code = await seeThrough(next, next.process, ownStop)
    running.delete(ownStop)
    processes.release(next.process)
    if (code === ExitCode.notDelivered) worst = code
  }

  const turns = new PQueue({ concurrency })
  while (!over.signal.aborted) {
    void turns.add(turn).catch((error: unknown) => {
      failure ??= { error }
      over.abort()
    })
    await turns.onSizeLessThan(1)
  }
  await turns.onIdle()
  if (failure) throw failure.error
  return worst
}

interface Next<Process> extends TakenExecution {
  process: Process
}

/** Makes what asks until there is an execution, with a process at hand for it; undefined once the signal aborts. */
function taker<Process>(
  { concurrency, clock, log, processes, take }: WorkParts<Process>,
  signal: AbortSignal,
): () => Promise<Next<Process> | undefined> {
  const asking = new PQueue({ concurrency: 1 })
  const isDenied = watchDenials(clock)
  let misses = 0

  async function ask(): Promise<Next<Process> | undefined> {
    // First the process: what is taken must not wait for one.
    const process = await processes.ready(signal)
    if (process === undefined) return undefined
    const attempt = misses
    const askedAt = clock.now()
    const { execution, error } = await take().then(
      (taken) => ({ execution: taken, error: undefined }),
      (thrown: unknown) => ({ execution: undefined, error: thrown }),
    )
    // While nothing waits one asks at a time: the others would only hear the same.
    asking.concurrency = execution ? concurrency : 1
    misses = execution ? 0 : attempt + 1
    if (execution) {
      if (processes.isFit(process)) return { execution, askedAt, process }
      // It has died while the platform was asked.
      processes.release(process)
      const another = await processes.ready(signal)
      if (another !== undefined) {
        if (clock.now() - askedAt < BEGIN_WITHIN_MS) return { execution, askedAt, process: another }
        processes.release(another)
      }
      log.warn(`${execution.executionId} was taken and not begun: the platform hands it out again`)
      return undefined
    }
    processes.release(process)
    if (error instanceof EnvironmentError) throw error
    if (isDenied(error))
      throw new EnvironmentError([`The platform refuses the credentials: ${messageOf(error)}`])
    if (error) log.warn({ err: error }, 'The platform could not be asked for an execution; trying again')
    await clock.sleep(backoffMs(attempt, error), signal).catch(() => undefined)
    return undefined
  }

  return async () => {
    while (!signal.aborted) {
      const next = await asking.add(ask)
      if (next) return next
    }
    return undefined
  }
}

/** Whether the platform has refused the credentials for too long; called with each error, or with none. */
function watchDenials(clock: Clock) {
  let since: number | undefined
  return (error: unknown): boolean => {
    since = error instanceof AccessDeniedError ? (since ?? clock.now()) : undefined
    return since !== undefined && clock.now() - since > DENIED_FOR_MS
  }
}
