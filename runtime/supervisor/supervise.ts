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
import type { Stop, StopOrder } from './stop.ts'
import type { VitalSigns } from './vital-signs.ts'
import type { Log } from '../log.ts'

/** An execution that is over within this time, in milliseconds, costs no heartbeat and no look at its transition. */
const SHORT_MS = 1000
/** From the news that the execution is no longer ours to the handler's end, in milliseconds. */
const LOST_GRACE_MS = 2000
/**
 * Without a heartbeat for 60 seconds the platform gives an execution up. By these times after the last one that it
 * took, in milliseconds: it surely has; it can't have yet, and the handler has had its grace.
 */
const GIVEN_UP_AFTER_MS = { started: 90_000, taken: 60_000 - LOST_GRACE_MS - 1000 }

export interface TakenExecution {
  execution: TransitionExecution
  /** When the platform was asked for it, in milliseconds since the epoch: it counts from then on, or later. */
  askedAt: number
}

export interface Supervision {
  environment: Pick<Environment, 'heartbeatMs' | 'timeoutMs'>
  /**
   * The execution, where it was taken from those that wait. The platform hands it on to another when its heartbeats
   * stop, so it must not be worked on, nor ended, by us any longer than that.
   */
  taken?: TakenExecution
  api: ExecutionApi
  clock: Clock
  log: Log
  handler: HandlerTurn
  vitalSigns: Pick<VitalSigns, 'report'>
  mask: Mask
  /** Where orders to stop arrive: SIGTERM, want of memory. */
  stop: Stop
  /** The token that the supervisor has by then. */
  token: () => Task['token']
  /** What a warm handler process prints at the end. */
  endMark?: string
  /** What killed a handler process, in words. */
  describeDeath: (death: Death) => string
}

/** How it ended. */
export interface SupervisionEnd {
  /** Of a container that has this execution only. */
  exitCode: ExitCode
  /** What the platform has taken from us, if anything. */
  outcome?: Outcome
  /** Why it has taken nothing. */
  reason?: string
}

/** Sees one execution through: input, handler, heartbeats, outcome. */
export async function supervise(supervision: Supervision): Promise<SupervisionEnd> {
  const over = new AbortController()
  try {
    return await seeThrough(supervision, over.signal)
  } finally {
    over.abort()
    // One that has reported ends by itself, after what it still has to print.
    if (!supervision.handler.hasReported) supervision.handler.kill()
  }
}

async function seeThrough(supervision: Supervision, signal: AbortSignal): Promise<SupervisionEnd> {
  const { environment, taken, api, clock, log, handler, vitalSigns, stop, token, endMark } = supervision

  const execution = taken?.execution ?? (await fetchExecution(supervision, signal))
  if (!execution) return { exitCode: ExitCode.notDelivered, reason: 'the execution could not be fetched' }
  if (execution.status !== 'running') {
    const reason = `the execution is ${execution.status}`
    log.info(`Nothing to do: ${reason}`)
    return { exitCode: ExitCode.ok, reason }
  }

  const { executionId, input } = execution
  const isBegun = !stop.current
  if (isBegun) handler.run({ executionId, input, token: token(), ...(endMark && { endMark }) })
  const deadline = watchDeadline({
    api,
    clock,
    log,
    execution,
    timeoutMs: environment.timeoutMs,
    lookAfterMs: SHORT_MS,
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
    startTime: taken?.execution.startTime,
    ...(taken && { since: taken.askedAt }),
    onLost: (why) => {
      stop.order({
        reason: `the execution is no longer ours: ${why}`,
        graceMs: LOST_GRACE_MS,
        outcome: undefined,
      })
    },
    givenUpAfterMs: GIVEN_UP_AFTER_MS[taken ? 'taken' : 'started'],
    onUnheard: () => {
      const reason = `no heartbeat has reached the platform for so long that it ${taken ? 'hands the execution on' : 'must have given the execution up'}`
      stop.order({
        reason,
        graceMs: LOST_GRACE_MS,
        outcome: taken ? undefined : unsuccessful('retry', `The handler was stopped: ${reason}`),
      })
    },
  })

  // What has not begun needs no grace.
  const end = isBegun ? await Promise.race([handler.end, graceOver(supervision, signal)]) : undefined
  const outcome = decide(end, stop.current, supervision)
  if (!outcome) {
    const reason = stop.current?.reason ?? 'there is no outcome'
    log.warn(`Nothing is reported: ${reason}`)
    return { exitCode: ExitCode.ok, reason }
  }

  // Heartbeats go on: the outcome may need its time, too.
  const until = () => Math.min(deadline.platformEndsAt ?? Infinity, heartbeats.awaitedUntil)
  const delivery = await deliver(outcome, {
    api,
    clock,
    log,
    until,
    ...(taken && { atLeastMs: 0, startTime: taken.execution.startTime }),
  })
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

/** Tells the handler to stop when that is ordered; resolves, with the handler killed, if it does not use its grace. */
function graceOver({ clock, log, handler, stop }: Supervision, signal: AbortSignal): Promise<undefined> {
  return new Promise((resolve) => {
    const end = () => {
      // One that has reported may still have something to print.
      if (!handler.hasReported) handler.kill()
      resolve(undefined)
    }
    stop.follow(({ reason, graceMs }) => {
      if (signal.aborted) return
      log.warn(`Stopping: ${reason}`)
      handler.abort(reason)
      clock.sleep(graceMs, signal).then(end, () => undefined)
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
