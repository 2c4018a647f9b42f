import type { Clock, Transition } from '../../contract/index.ts'
import type { Store } from '../store/store.ts'
import type { ExecutionRow } from '../store/tables.ts'
import { transitionOf } from './commons.ts'

/** An execution without a heartbeat for this long, in seconds, has timed out. */
const HEARTBEAT_LIMIT_S = 60
/** How many overdue executions one sweep handles. */
const SWEEP_SIZE = 1000

type Started = Pick<ExecutionRow, 'startTime' | 'isLaunched' | 'isBeating' | 'origin' | 'completes'>
type Limits = Pick<Transition, 'timeoutInSeconds'> | undefined

/** A limit that an execution has missed, and what its error says. */
export interface MissedLimit {
  timedOut: 'time' | 'heartbeat'
  message: string
}

/** The deadline of a running execution that shows a sign of life now, in milliseconds since the epoch. */
export function deadlineOf(execution: Started, transition: Limits, now: number): number {
  const end = endOf(execution, transition)
  return expectsHeartbeats(execution) ? Math.min(now + heartbeatLimit(execution) * 1000, end) : end
}

/**
 * A container need not send heartbeats: its end is seen. The limit counts from the first that it sends, unless the workflow's
 * state sets one. Of a `completedConfig` none is expected.
 */
const expectsHeartbeats = ({ isLaunched, isBeating, origin, completes }: Started): boolean =>
  !completes && (isBeating === true || (isLaunched === true && origin?.heartbeatSeconds !== undefined))

/** Whether the row's deadline has passed. A row that was overdue when it was read may have had a heartbeat since. */
export const isDue = ({ due }: Pick<ExecutionRow, 'due'>, now: number) => due !== null && due <= now

/** Fails the executions that have missed their deadline; work of a manual transition is requeued. */
export async function endOverdue({
  store,
  clock,
  requeue,
  fail,
}: {
  store: Store
  clock: Clock
  requeue: (executionId: string) => Promise<void>
  /** Fails an execution if its row is as `isSo` says, and stops its container. */
  fail: (executionId: string, missed: MissedLimit, isSo: (row: ExecutionRow) => boolean) => Promise<void>
}): Promise<void> {
  const now = clock.now()
  for (const execution of await store.overdue('executions', now, SWEEP_SIZE)) {
    const { executionId } = execution
    const transition = await transitionOf(store, execution)
    const missed = missedLimit(execution, transition, now)
    const isFailure = missed.timedOut === 'heartbeat' && failsWithoutHeartbeat(execution)
    if (transition?.transitionType === 'manual' && !isFailure) await requeue(executionId)
    else await fail(executionId, missed, (row) => isDue(row, now))
  }
}

function missedLimit(execution: Started, transition: Limits, now: number): MissedLimit {
  const { timeoutInSeconds: limit = 0 } = transition ?? {}
  if (now >= endOf(execution, transition))
    return { timedOut: 'time', message: `Timed out after ${limit} s, the transition's timeoutInSeconds` }
  return { timedOut: 'heartbeat', message: `Timed out: no heartbeat for ${heartbeatLimit(execution)} s` }
}

/** Whether a missed heartbeat is a failure also in a queue: only where the workflow's state sets a limit of its own. */
const failsWithoutHeartbeat = ({ origin }: Started) =>
  (origin?.heartbeatSeconds ?? Infinity) < HEARTBEAT_LIMIT_S

const heartbeatLimit = ({ origin }: Started) =>
  Math.min(origin?.heartbeatSeconds ?? Infinity, HEARTBEAT_LIMIT_S)

const endOf = ({ startTime }: Started, transition: Limits) =>
  Date.parse(startTime ?? '') + (transition?.timeoutInSeconds ?? 0) * 1000
