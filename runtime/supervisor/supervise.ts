import type { Logger } from 'pino'
import type { Clock } from '../../contract/index.ts'
import type { Environment } from '../environment.ts'
import { ExitCode } from '../exit-codes.ts'
import type { Task } from '../messages.ts'
import { unsuccessful, type Outcome } from '../outcome.ts'
import { watchDeadline } from './deadline.ts'
import { deliver } from './deliver.ts'
import type { ExecutionApi } from './execution-api.ts'
import type { HandlerEnd, HandlerProcess } from './handler-process.ts'
import { sendHeartbeats } from './heartbeats.ts'
import type { Mask } from './mask.ts'
import type { Progress } from './progress.ts'
import type { Stop, StopOrder } from './stop.ts'

export interface Supervision {
  environment: Environment
  api: ExecutionApi
  clock: Clock
  log: Logger
  handler: HandlerProcess
  progress: Progress
  mask: Mask
  /** Where SIGTERM orders the stop. */
  stop: Stop
  /** The token that the supervisor has by then. */
  token: () => Task['token']
  /** The last lines of what the handler wrote to stderr. */
  lastWords: () => string
}

/** Sees one execution through: input, handler, heartbeats, outcome. Resolves with the container's exit code. */
export async function supervise(supervision: Supervision): Promise<ExitCode> {
  try {
    return await seeThrough(supervision)
  } finally {
    // One that has reported ends by itself, after what it still has to print.
    if (!supervision.handler.hasReported) supervision.handler.kill()
  }
}

async function seeThrough(supervision: Supervision): Promise<ExitCode> {
  const { environment, api, clock, log, handler, progress, stop } = supervision

  const execution = await api.get().catch((error: unknown) => {
    log.fatal({ err: error }, 'The execution could not be fetched')
  })
  if (!execution) return ExitCode.notDelivered
  if (execution.status !== 'running') {
    log.info(`Nothing to do: the execution is ${execution.status}`)
    return ExitCode.ok
  }

  const over = new AbortController()
  const { signal } = over
  if (!stop.current) handler.run({ input: execution.input, token: supervision.token() })
  const beating = sendHeartbeats({
    api,
    clock,
    log,
    signal,
    intervalMs: environment.heartbeatMs,
    body: progress.report,
    onLost: (why) =>
      stop.order({
        reason: `the execution is no longer ours: ${why}`,
        graceMs: LOST_GRACE_MS,
        outcome: undefined,
      }),
  })
  void watchDeadline({ api, clock, log, execution, timeoutMs: environment.timeoutMs, stop, signal })

  const end = await Promise.race([handler.end, stop.ordered.then((order) => obey(order, supervision))])
  over.abort()
  await beating
  const outcome = decide(end, stop.current, supervision.lastWords)
  if (!outcome) {
    log.warn(`Nothing is reported: ${stop.current?.reason}`)
    return ExitCode.ok
  }

  const delivery = await deliver(masked(outcome, supervision.mask), supervision)
  if (!delivery.delivered) {
    log.fatal({ status: outcome.status }, `The outcome was not delivered: ${delivery.reason}`)
    return ExitCode.notDelivered
  }
  const { status } = delivery.delivered
  log.info({ status }, `The execution is ${status}`)
  return status === 'failed' ? ExitCode.failed : ExitCode.ok
}

/** From the news that the execution is no longer ours to the handler's end, in milliseconds. */
const LOST_GRACE_MS = 2000

/** Tells the handler to stop and gives it its grace; undefined if it did not use it. */
async function obey(order: StopOrder, { clock, log, handler }: Supervision): Promise<HandlerEnd | undefined> {
  log.warn(`Stopping: ${order.reason}`)
  handler.abort(order.reason)
  return Promise.race([handler.end, clock.sleep(order.graceMs).then(() => undefined)])
}

/** What is reported; undefined: nothing. A handler that is told to stop may still finish, but its failing is no news. */
function decide(
  end: HandlerEnd | undefined,
  order: StopOrder | undefined,
  lastWords: () => string,
): Outcome | undefined {
  if (order && (order.outcome === undefined || end?.type !== 'reported' || end.thrown)) return order.outcome
  if (end?.type === 'reported') return end.outcome
  const how = end?.signal ? `was ended by ${end.signal}` : `exited with code ${end?.code}`
  const words = lastWords()
  return unsuccessful(
    'failed',
    `The handler process ${how} before it returned${words && `; the last it wrote to stderr:\n${words}`}`,
  )
}

/** Error messages are for people; an output is data, and goes as it is. */
function masked(outcome: Outcome, mask: Mask): Outcome {
  return outcome.status === 'succeeded'
    ? outcome
    : unsuccessful(outcome.status, mask.apply(outcome.error.message))
}
