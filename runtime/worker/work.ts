import PQueue from 'p-queue'
import { AccessDeniedError } from '../../client/errors.ts'
import type { Clock } from '../../contract/index.ts'
import { messageOf } from '../../contract/message-of.ts'
import { EnvironmentError } from '../environment.ts'
import type { Log } from '../log.ts'
import { ExitCode } from '../exit-codes.ts'
import { pauseMs } from '../supervisor/backoff.ts'
import { createStop, type Stop } from '../supervisor/stop.ts'
import type { ClaimedExecution } from '../supervisor/supervise.ts'
import type { PlatformTime } from '../supervisor/platform-time.ts'
import { claimedAt, type Claimed } from './claim.ts'

/** Credentials that the platform refuses for so long, in milliseconds, are wrong; until then it may be a passing fault. */
const DENIED_FOR_MS = 60_000
/** An execution that could not be started within this time, in milliseconds, is left to the next claimant. */
const BEGIN_WITHIN_MS = 30_000

/** Where handler processes come from. */
export interface ProcessSource<Process> {
  /**
   * An idle process that has loaded the handler; undefined if the signal aborts before there is one.
   * @throws EnvironmentError if the very first one does not load
   */
  acquire(signal: AbortSignal): Promise<Process | undefined>
  /** Whether it can still be given an execution. */
  isFit(process: Process): boolean
  /** Returns it to the pool, to be used again or replaced. */
  release(process: Process): void
}

/** What a worker is made of. */
export interface WorkParts<Process> {
  concurrency: number
  clock: Clock
  log: Log
  processes: ProcessSource<Process>
  /** Claims the next queued execution, by one request, which the signal may end. */
  claim: (signal: AbortSignal) => Promise<Claimed>
  /** By it is known how long before its answer a claim was. */
  platformTime: Pick<PlatformTime, 'now'>
  /** Supervises an execution in a process to its end. */
  supervise: (claimed: ClaimedExecution, process: Process, stop: Stop) => Promise<ExitCode>
  /** Where signals order the end: nothing more is claimed, and what runs is told to stop. */
  stop: Stop
}

/**
 * Claims executions and supervises them, `concurrency` at once, until the stop is ordered and the last one is over.
 *
 * A claim whose answer is lost may have leased an execution that the worker doesn't know. It needs no care: it gets no
 * heartbeat, so the platform requeues it.
 * @throws EnvironmentError when the platform or the handler's module says that going on makes no sense
 */
export async function work<Process>(parts: WorkParts<Process>): Promise<ExitCode> {
  const { concurrency, log, supervise, processes, stop } = parts
  const over = new AbortController()
  const running = new Set<Stop>()
  let worst: ExitCode = ExitCode.ok
  let failure: { error: unknown } | undefined
  void stop.ordered.then((order) => {
    log.info(`Nothing more is claimed: ${order.reason}`)
    over.abort()
    for (const one of running) one.order(order)
  })
  if (stop.current) over.abort()

  const inHand = new Set<string>()
  function fail(error: unknown): void {
    failure ??= { error }
    over.abort()
  }
  const claimNext = claimant(parts, inHand, over.signal, fail)
  async function turn(): Promise<void> {
    const next = await claimNext()
    if (!next) return
    const ownStop = createStop()
    // The answer may have come after the order.
    if (stop.current) ownStop.order(stop.current)
    running.add(ownStop)
    const code = await supervise(next, next.process, ownStop)
    running.delete(ownStop)
    inHand.delete(next.execution.executionId)
    processes.release(next.process)
    if (code === ExitCode.fault || (code === ExitCode.notDelivered && worst === ExitCode.ok)) worst = code
  }

  const turns = new PQueue({ concurrency })
  while (!over.signal.aborted) {
    void turns.add(turn).catch(fail)
    await turns.onSizeLessThan(1)
  }
  await turns.onIdle()
  if (failure) throw failure.error
  return worst
}

interface Next<Process> extends ClaimedExecution {
  process: Process
}

/**
 * Makes what polls until it has claimed an execution, with a process for it; undefined once the signal aborts.
 * @param inHand executions that this worker runs
 * @param fail told why it can't go on; it aborts the signal
 */
function claimant<Process>(
  { concurrency, clock, log, processes, claim, platformTime }: WorkParts<Process>,
  inHand: Set<string>,
  signal: AbortSignal,
  fail: (error: unknown) => void,
): () => Promise<Next<Process> | undefined> {
  const asking = new PQueue({ concurrency: 1 })
  const isDenied = watchDenials(clock)
  let misses = 0

  async function ask(): Promise<Next<Process> | undefined> {
    // First the process: a claimed execution must not wait for one.
    const process = await processes.acquire(signal)
    if (process === undefined) return undefined
    if (signal.aborted) {
      processes.release(process)
      return undefined
    }
    const attempt = misses
    const sentAt = clock.monotonic()
    const { answer, error } = await claim(signal).then(
      (given) => ({ answer: given, error: undefined }),
      (thrown: unknown) => ({ answer: undefined, error: thrown }),
    )
    const claimed = answer === 'waited' ? undefined : answer
    const isOurs = claimed !== undefined && inHand.has(claimed.executionId)
    if (isOurs)
      log.warn(`${claimed.executionId} was claimed again while it runs here: the first run of it goes on`)
    const execution = isOurs ? undefined : claimed
    // While nothing is queued one claimant polls: the others would get the same answer.
    asking.concurrency = execution ? concurrency : 1
    misses = execution ? 0 : attempt + 1
    if (execution) {
      const askedAt = claimedAt(execution, sentAt, { clock, platformTime })
      inHand.add(execution.executionId)
      if (processes.isFit(process)) return { execution, askedAt, process }
      // The process has died during the request.
      processes.release(process)
      const another = await processes.acquire(signal)
      if (another !== undefined) {
        if (clock.monotonic() - askedAt < BEGIN_WITHIN_MS) return { execution, askedAt, process: another }
        processes.release(another)
      }
      inHand.delete(execution.executionId)
      log.warn(`${execution.executionId} was claimed and not started: the platform requeues it`)
      return undefined
    }
    processes.release(process)
    if (error instanceof EnvironmentError) throw error
    if (isDenied(error))
      throw new EnvironmentError([`The platform refuses the credentials: ${messageOf(error)}`])
    if (error) log.warn({ err: error }, 'No execution could be claimed; trying again')
    // The platform has paused for us.
    if (answer === 'waited') misses = 0
    else await clock.sleep(pauseMs(attempt, error), signal).catch(() => undefined)
    return undefined
  }

  return async () => {
    while (!signal.aborted) {
      // Known before the next one asks: it must not load the handler once more.
      const next = await asking.add(() => ask().catch(fail))
      if (next) return next
    }
    return undefined
  }
}

/** Whether the platform has refused the credentials for too long; called with each error, or with none. */
function watchDenials(clock: Clock) {
  let since: number | undefined
  return (error: unknown): boolean => {
    since = error instanceof AccessDeniedError ? (since ?? clock.monotonic()) : undefined
    return since !== undefined && clock.monotonic() - since > DENIED_FOR_MS
  }
}
