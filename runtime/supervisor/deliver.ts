import { ApiError } from '../../client/errors.ts'
import type { Clock, ExecutionStatus } from '../../contract/index.ts'
import { messageOf } from '../../contract/message-of.ts'
import { unsuccessful, type Outcome } from '../outcome.ts'
import { backoffMs, isAmbiguous, isTransient } from './backoff.ts'
import type { ExecutionApi } from './execution-api.ts'
import type { Log } from '../log.ts'

/** Tries go on for at least this long, in milliseconds, unless the caller knows better. */
const MIN_TIME_MS = 60_000
/** The status, to us, of an execution that the platform has handed to another, or will. */
const TAKEN_BACK = 'taken back'
/** One try, in milliseconds. */
const TRY_TIMEOUT_MS = 20_000

/** The outcome that the platform has taken from us, or why it has none. */
export type Delivery = { delivered: Outcome } | { delivered: undefined; reason: string }

export interface DeliverOptions {
  api: ExecutionApi
  clock: Clock
  log: Log
  /** Until when the platform may take an outcome, by all that is known by now; in milliseconds since the epoch. */
  until: () => number
  /** For how long tries go on in any case, in milliseconds. */
  atLeastMs?: number
  /** When the execution was handed out to us, as the platform says it; undefined where it is handed out only once. */
  startTime?: string | null | undefined
}

/**
 * Gives the platform the outcome, once. After a try that may have been taken it asks before it tries again, so a
 * success is never followed by a failure. An output that the platform refuses becomes `failed` in the platform's words.
 */
export async function deliver(
  outcome: Outcome,
  { api, clock, log, until, atLeastMs = MIN_TIME_MS, startTime }: DeliverOptions,
): Promise<Delivery> {
  const start = clock.now()
  let current = outcome
  // Whether an earlier try may have been taken, and no answer since has said that it was not.
  let maybeTaken = false
  let error: unknown
  const endedAs = (status: ExecutionStatus | typeof TAKEN_BACK): Delivery =>
    maybeTaken && status === current.status
      ? { delivered: current }
      : {
          delivered: undefined,
          reason: `the platform has ${status === TAKEN_BACK ? 'taken the execution back' : `the execution as ${status}`}`,
        }

  for (let attempt = 0; ; attempt += 1) {
    let status: Awaited<ReturnType<typeof statusOf>> = maybeTaken ? await statusOf(api, startTime) : 'running'
    if (status === 'running') {
      try {
        await api.finish(current, { timeoutMs: TRY_TIMEOUT_MS })
        return { delivered: current }
      } catch (thrown) {
        error = thrown
      }
      if (isRefusal(error)) {
        // It has ended, by us or not, or the platform does not take this outcome.
        status = await statusOf(api, startTime)
        if (status === 'running') {
          if (current.status !== 'succeeded') return { delivered: undefined, reason: messageOf(error) }
          log.error({ err: error }, 'The platform refuses the output: the execution fails')
          current = unsuccessful(
            'failed',
            `The platform refused the output: ${error.apiMessage ?? error.message}`,
          )
          continue
        }
      } else if (!isTransient(error)) return { delivered: undefined, reason: messageOf(error) }
      maybeTaken ||= isAmbiguous(error)
    }
    if (status !== undefined && status !== 'running') return endedAs(status)

    log.warn({ err: error }, 'The outcome did not get through; trying again')
    const due = clock.now() + backoffMs(attempt, error)
    for (let now = clock.now(); now < due; now = clock.now()) {
      // It may move on: heartbeats do.
      const end = Math.max(until(), start + atLeastMs)
      if (now >= end) return { delivered: undefined, reason: `gave up: ${messageOf(error)}` }
      await clock.sleep(Math.min(due, end) - now)
    }
  }
}

function isRefusal(error: unknown): error is ApiError {
  return error instanceof ApiError && error.status === 400
}

/** The execution's status by now, to us; undefined if it can't be had. */
async function statusOf(api: ExecutionApi, ourStart: string | null | undefined) {
  const execution = await api.get({ timeoutMs: TRY_TIMEOUT_MS, retry: false }).catch(() => undefined)
  if (execution?.status === 'running' && ourStart && execution.startTime !== ourStart) return TAKEN_BACK
  return execution?.status
}
