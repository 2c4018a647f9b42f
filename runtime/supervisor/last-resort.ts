import { messageOf } from '../../contract/message-of.ts'
import { ExitCode } from '../exit-codes.ts'
import type { Outcome } from '../outcome.ts'
import type { ExecutionApi } from './execution-api.ts'
import { logFault, outcomeOfFault, type Faults } from './faults.ts'
import { supervise, type Supervision, type SupervisionEnd } from './supervise.ts'

/** After a fault the usual way to the outcome has this long, in milliseconds; then comes the last attempt. */
const FAULT_LIMIT_MS = 30_000
/** The last attempt, in milliseconds. */
const ATTEMPT_TIMEOUT_MS = 10_000

/**
 * Supervises an execution. A fault of the runtime's own ends it as `failed`, by the usual way where that still works,
 * else by one attempt. An outcome that may have been delivered by then stays as it is.
 * @param faults those that nothing has caught, logged by whoever reports them
 */
export async function superviseDespiteFaults(
  supervision: Supervision,
  faults: Pick<Faults, 'follow' | 'any'>,
): Promise<SupervisionEnd> {
  const { clock, log, mask, handler, stop } = supervision
  const over = new AbortController()
  let sent: Outcome | undefined
  const api: ExecutionApi = {
    ...supervision.api,
    finish: (outcome, options) => {
      sent = outcome
      return supervision.api.finish(outcome, options)
    },
  }
  const stuck = Promise.withResolvers<{ error: unknown }>()
  faults.follow((error) => {
    if (over.signal.aborted) return
    const outcome = outcomeOfFault(error, mask)
    stop.order({ reason: 'the runtime has a fault of its own', gracePeriodMs: 0, outcome })
    const inTime = clock.sleep(FAULT_LIMIT_MS, over.signal)
    inTime.then(
      () => stuck.resolve({ error }),
      () => undefined,
    )
  })

  async function lastAttempt(error: unknown): Promise<SupervisionEnd> {
    handler.kill()
    if (stop.current && !stop.current.outcome)
      return { exitCode: ExitCode.fault, reason: stop.current.reason }
    const outcome = sent ?? outcomeOfFault(error, mask)
    try {
      await supervision.api.finish(outcome, { timeoutMs: ATTEMPT_TIMEOUT_MS })
      return { exitCode: ExitCode.fault, outcome }
    } catch (refusal) {
      return { exitCode: ExitCode.fault, reason: `the outcome was not delivered: ${messageOf(refusal)}` }
    }
  }

  try {
    const end = await Promise.race([supervise({ ...supervision, api }), stuck.promise])
    if ('error' in end) return await lastAttempt(end.error)
    return faults.any ? { ...end, exitCode: ExitCode.fault } : end
  } catch (error) {
    logFault(log, error)
    return await lastAttempt(error)
  } finally {
    over.abort()
  }
}
