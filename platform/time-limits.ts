import type { Transition } from '../contract/index.ts'
import type { ExecutionRow } from './store/tables.ts'

/** An execution without a heartbeat for this long, in seconds, has timed out. */
const HEARTBEAT_LIMIT_S = 60

type Started = Pick<ExecutionRow, 'startTime' | 'isLaunched' | 'origin' | 'completes'>
type Limits = Pick<Transition, 'timeoutInSeconds'> | undefined

/**
 * When the platform stops waiting for a running execution, in milliseconds since the epoch, if it has shown a sign of life
 * now. A container that waits for its turn has no heart yet; one of a `completedConfig` need not have any.
 */
export function dueTime(execution: Started, transition: Limits, now: number): number {
  const end = endOf(execution, transition)
  return execution.isLaunched && !execution.completes
    ? Math.min(now + heartbeatLimit(execution) * 1000, end)
    : end
}

/** Which limit an execution has missed that is due. */
export function missedLimit(
  execution: Started,
  transition: Limits,
  now: number,
): { timedOut: 'time' | 'heartbeat'; message: string } {
  const { timeoutInSeconds: limit = 0 } = transition ?? {}
  if (now >= endOf(execution, transition))
    return { timedOut: 'time', message: `Timed out after ${limit} s, the transition's timeoutInSeconds` }
  return { timedOut: 'heartbeat', message: `Timed out: no heartbeat for ${heartbeatLimit(execution)} s` }
}

/** Whether the platform has waited long enough: a heartbeat may have come since it looked. */
export const isDue = ({ due }: Pick<ExecutionRow, 'due'>, now: number) => due !== null && due <= now

/** Whether whoever has it fails it by missing a heartbeat: without a limit of its own it only waits again. */
export function failsWithoutHeartbeat({ origin }: Pick<ExecutionRow, 'origin'>): boolean {
  return (origin?.heartbeatSeconds ?? Infinity) < HEARTBEAT_LIMIT_S
}

const heartbeatLimit = ({ origin }: Started) =>
  Math.min(origin?.heartbeatSeconds ?? Infinity, HEARTBEAT_LIMIT_S)

const endOf = ({ startTime }: Started, transition: Limits) =>
  Date.parse(startTime ?? '') + (transition?.timeoutInSeconds ?? 0) * 1000
