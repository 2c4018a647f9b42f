import { ApiError, ConnectionError, PlatformError, RequestRefusedError } from '../../client/errors.ts'
import { EXECUTION_ID } from '../../contract/id-pattern.ts'
import type { Clock, Transition, TransitionExecution, TransitionId } from '../../contract/index.ts'
import { messageOf } from '../../contract/message-of.ts'
import { EnvironmentError } from '../environment.ts'
import type { TransitionApi } from '../supervisor/execution-api.ts'
import type { PlatformTime } from '../supervisor/platform-time.ts'

/** One request, in milliseconds. */
const TIMEOUT_MS = 15_000
/** How often it checks, while nothing is queued, that the transition still exists; in milliseconds. */
const CHECK_EVERY_MS = 300_000

/**
 * A transition whose executions can be claimed.
 * @throws EnvironmentError if there is none of that id, or it is of another type
 */
export async function findTransition(
  api: TransitionApi,
  transitionId: TransitionId,
  signal?: AbortSignal,
): Promise<Transition> {
  let transition: Transition
  try {
    transition = await api.get({ retry: false, timeoutMs: TIMEOUT_MS, ...(signal && { signal }) })
  } catch (error) {
    if (error instanceof RequestRefusedError && (error.status === 404 || error.status === 400))
      throw new EnvironmentError([`There is no transition ${transitionId}: ${messageOf(error)}`])
    throw error
  }
  if (transition.transitionType === 'manual') return transition
  throw new EnvironmentError([
    `EXECUTION_ID is missing, and ${transitionId} is a ${transition.transitionType} transition: the platform ` +
      'starts its executions in containers of their own. Only those of a manual transition can be claimed',
  ])
}

/** For so long a platform that can waits for an execution to be queued, in seconds. */
const WAIT_S = 10
/** The first time it is short: its answer shows whether the platform waits. */
const FIRST_WAIT_S = 1

/** `waited`: none was queued for as long as the platform waited; undefined: none is queued. */
export type Claimed = TransitionExecution | 'waited' | undefined

/**
 * Makes what claims the next queued execution of a transition.
 * @returns a function whose request the signal ends where the platform waits: it releases what it claims for nobody
 */
export function createClaim(api: TransitionApi, transitionId: TransitionId, clock: Clock) {
  let checkedAt = clock.monotonic()
  let waitSeconds = FIRST_WAIT_S
  let doesWait = false

  return async (signal: AbortSignal): Promise<Claimed> => {
    const [asked, askedAt] = [waitSeconds, clock.monotonic()]
    const secondsPassed = () => (clock.monotonic() - askedAt) / 1000
    try {
      const options = { retry: false, timeoutMs: TIMEOUT_MS, ...(doesWait && { signal }) }
      const execution = await api.claim(asked, options)
      if (EXECUTION_ID.test(execution.executionId)) return execution
      const path = `/transitions/${transitionId}/executions`
      throw new PlatformError({ method: 'POST', path }, 'answered no execution')
    } catch (error) {
      if (doesWait && signal.aborted) return undefined
      if (doesWait && isCut(error) && secondsPassed() < asked && secondsPassed() >= FIRST_WAIT_S) {
        // Something on the way allows no such silence.
        waitSeconds = Math.floor(secondsPassed() / 2)
        return 'waited'
      }
      if (!(error instanceof ApiError && error.status === 404)) throw error
      doesWait = asked > 0 && secondsPassed() >= asked * 0.9
      if (asked === FIRST_WAIT_S) waitSeconds = WAIT_S
      else if (asked === WAIT_S && !doesWait) waitSeconds = FIRST_WAIT_S
      // None is queued. Or the transition no longer exists, which gets the same answer.
      if (clock.monotonic() - checkedAt >= CHECK_EVERY_MS) {
        checkedAt = clock.monotonic()
        await findTransition(api, transitionId)
      }
      return doesWait ? 'waited' : undefined
    }
  }
}

/** By how much at the most the platform's time is known too early or too late, with the way of an answer; in milliseconds. */
const UNCERTAINTY_MS = 2000

/**
 * When an execution was claimed at the earliest, in milliseconds of the monotonic clock: a request that was held for long has
 * claimed it at its end. To be asked as soon as it has come.
 * @param askedAt when the request was sent, likewise
 */
export function claimedAt(
  { startTime }: TransitionExecution,
  askedAt: number,
  { clock, platformTime }: { clock: Clock; platformTime: Pick<PlatformTime, 'now'> },
): number {
  const ageMs = platformTime.now() - Date.parse(startTime ?? '')
  return ageMs >= 0 ? Math.max(askedAt, clock.monotonic() - ageMs - UNCERTAINTY_MS) : askedAt
}

/** Whether the connection was lost, or a proxy gave up. */
const isCut = (error: unknown) =>
  error instanceof ConnectionError ||
  (error instanceof PlatformError && (error.status === 502 || error.status === 504))
