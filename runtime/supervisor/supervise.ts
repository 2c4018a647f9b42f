import type { Clock, TransitionExecution } from '../../contract/index.ts'
import type { Environment } from '../environment.ts'
import { ExitCode } from '../exit-codes.ts'
import type { Task } from '../messages.ts'
import { unsuccessful, type Outcome } from '../outcome.ts'
import { watchDeadline } from './deadline.ts'
import { deliver } from './deliver.ts'
import type { ExecutionApi } from './execution-api.ts'
import { fetchExecution } from './fetch-execution.ts'
import type { Death, HandlerEnd, HandlerTurn } from './handler-process.ts'
import { sendHeartbeats } from './heartbeats.ts'
import type { Mask } from '../../contract/mask.ts'
import type { PlatformTime } from './platform-time.ts'
import type { Stop, StopOrder } from './stop.ts'
import type { VitalSigns } from './vital-signs.ts'
import type { Log } from '../log.ts'

/** An execution that is over within this time, in milliseconds, sends no heartbeat and does not read its transition. */
const SHORT_MS = 1000
/** From the loss of the lease to the handler's end, in milliseconds. */
const LOST_GRACE_PERIOD_MS = 2000
/**
 * The platform gives an execution up 60 seconds after the last heartbeat. This long after it, in milliseconds, the
 * runtime stops the handler. A container of its own waits longer than the platform does: nobody else runs its execution.
 * A worker stops before the platform can requeue, so that no two work at once.
 */
const GIVEN_UP_AFTER_MS = { started: 90_000, claimed: 60_000 - LOST_GRACE_PERIOD_MS - 1000 }

/** An execution that a worker has claimed. */
export interface ClaimedExecution {
  execution: TransitionExecution
  /** When the claim was made at the earliest, in milliseconds of the monotonic clock. The lease starts then or later. */
  askedAt: number
}

/** What an execution is supervised with. */
export interface Supervision {
  environment: Pick<Environment, 'heartbeatMs' | 'timeoutMs'>
  /**
   * The execution, where a worker has claimed it. When its heartbeats stop the platform requeues it: from then on we must
   * neither work on it nor end it.
   */
  claimed?: ClaimedExecution
  api: ExecutionApi
  clock: Clock
  log: Log
  handler: HandlerTurn
  vitalSigns: Pick<VitalSigns, 'report'>
  mask: Mask
  /** Where orders to stop arrive: SIGTERM, want of memory. */
  stop: Stop
  /** The platform's time, which an execution's `startTime` is compared with. */
  platformTime: Pick<PlatformTime, 'now'>
  /** The token that the supervisor has by then. */
  token: () => Task['token']
  /** The name by which the container holds leases. */
  containerName?: string
  /** What a warm handler process prints at the end. */
  endMark?: string
  /** What killed a handler process, in words. */
  describeDeath: (death: Death) => string
}

/** How it ended. */
export interface SupervisionEnd {
  /** Of a container that has this execution only. */
  exitCode: ExitCode
  /** What the platform has accepted from us, if anything. */
  outcome?: Outcome
  /** Why it has accepted nothing. */
  reason?: string
}

/** Supervises one execution to its end: input, handler, heartbeats, outcome. */
export async function supervise(supervision: Supervision): Promise<SupervisionEnd> {
  const over = new AbortController()
  try {
    return await runToEnd(supervision, over.signal)
  } finally {
    over.abort()
    // One that has reported ends by itself, after what it still has to print.
    if (!supervision.handler.hasReported) supervision.handler.kill()
  }
}

/** What a task is told of its container. */
function ofContainer({ containerName, endMark }: Supervision): Pick<Task, 'container' | 'endMark'> {
  return { ...(containerName !== undefined && { container: containerName }), ...(endMark && { endMark }) }
}

async function runToEnd(supervision: Supervision, signal: AbortSignal): Promise<SupervisionEnd> {
  const { environment, claimed, api, clock, log, handler, vitalSigns, stop, token } = supervision

  const execution = claimed?.execution ?? (await fetchExecution(supervision, signal))
  if (!execution) return { exitCode: ExitCode.notDelivered, reason: 'the execution could not be fetched' }
  if (execution.status !== 'running') {
    const reason = `the execution is ${execution.status}`
    log.info(`Nothing to do: ${reason}`)
    return { exitCode: ExitCode.ok, reason }
  }

  const { executionId, input } = execution
  const isStarted = !stop.current
  if (isStarted) handler.run({ executionId, input, token: token(), ...ofContainer(supervision) })
  const deadline = watchDeadline({
    api,
    clock,
    log,
    execution,
    platformTime: supervision.platformTime,
    claimedAt: claimed?.askedAt,
    timeoutMs: environment.timeoutMs,
    checkAfterMs: SHORT_MS,
    stop,
    signal,
  })
  const heartbeats = sendHeartbeats({
    api,
    clock,
    log,
    signal,
    intervalMs: environment.heartbeatMs,
    firstAfterMs: SHORT_MS,
    body: vitalSigns.report,
    startTime: claimed?.execution.startTime,
    ...(claimed && { since: claimed.askedAt }),
    onLost: (why) => {
      stop.order({
        reason: `the execution is no longer ours: ${why}`,
        gracePeriodMs: LOST_GRACE_PERIOD_MS,
        outcome: undefined,
      })
    },
    givenUpAfterMs: GIVEN_UP_AFTER_MS[claimed ? 'claimed' : 'started'],
    onUnheard: () => {
      const reason = `no heartbeat has reached the platform for so long that it ${claimed ? 'requeues the execution' : 'must have given the execution up'}`
      stop.order({
        reason,
        gracePeriodMs: LOST_GRACE_PERIOD_MS,
        outcome: claimed ? undefined : unsuccessful('retry', `The handler was stopped: ${reason}`),
      })
    },
  })

  // What has not started needs no grace period.
  const end = isStarted ? await Promise.race([handler.end, gracePeriodOver(supervision, signal)]) : undefined
  const outcome = decide(end, stop.current, supervision)
  if (!outcome) {
    const reason = stop.current?.reason ?? 'there is no outcome'
    log.warn(`Nothing is reported: ${reason}`)
    return { exitCode: ExitCode.ok, reason }
  }

  // Heartbeats continue: delivery may take its time, too.
  const until = () => Math.min(deadline.platformEndsAt ?? Infinity, heartbeats.awaitedUntil)
  const delivery = await deliver(outcome, {
    api,
    clock,
    log,
    until,
    ...(claimed && { atLeastMs: 0, startTime: claimed.execution.startTime }),
  })
  if (!delivery.delivered && delivery.isLost) {
    log.warn(`Nothing is reported: ${delivery.reason}`)
    return { exitCode: ExitCode.ok, reason: delivery.reason }
  }
  if (!delivery.delivered) {
    const reason = `the outcome was not delivered: ${delivery.reason}`
    log.fatal({ status: outcome.status }, `T${reason.slice(1)}`)
    return { exitCode: ExitCode.notDelivered, reason }
  }
  const { status } = delivery.delivered
  log.info({ status }, `The execution is ${status}`)
  const exitCode = status === 'failed' ? ExitCode.failed : ExitCode.ok
  return { exitCode, outcome: delivery.delivered }
}

/** Aborts the handler when a stop is ordered; resolves, with the handler killed, at the end of the grace period. */
function gracePeriodOver(
  { clock, log, handler, stop }: Supervision,
  signal: AbortSignal,
): Promise<undefined> {
  return new Promise((resolve) => {
    const end = () => {
      // One that has reported may still have something to print.
      if (!handler.hasReported) handler.kill()
      resolve(undefined)
    }
    stop.follow(({ reason, gracePeriodMs }) => {
      if (signal.aborted) return
      log.warn(`Stopping: ${reason}`)
      handler.abort(reason)
      clock.sleep(gracePeriodMs, signal).then(end, () => undefined)
    })
  })
}

/** What is reported; undefined: nothing. A handler that is told to stop may still finish, but its failing is no news. */
function decide(
  end: HandlerEnd | undefined,
  order: StopOrder | undefined,
  { mask, describeDeath }: Supervision,
): Outcome | undefined {
  if (order && (!order.outcome || !end || end.type === 'died' || end.thrown)) return order.outcome
  if (!end) return undefined
  if (end.type === 'died') return unsuccessful('failed', describeDeath(end))
  if (end.outcome.status === 'succeeded') return end.outcome
  // Error messages are for people; an output is data, and goes as it is.
  return unsuccessful(end.outcome.status, mask.apply(end.outcome.error.message))
}
