import type { ExecutionRow } from './store/tables.ts'

/**
 * For so long after a sign of life, in milliseconds, a container has its execution for itself. An engine that lost it may
 * start another by then, which has the rest of the minute to go on, before the execution fails for want of heartbeats.
 */
const HOLD_MS = 45_000

/** Whether an execution is in the hands of another container than this one. Who is no container holds nothing. */
export function isHeldByAnother(
  { holder, heldUntil = 0 }: Pick<ExecutionRow, 'holder' | 'heldUntil'>,
  container: string | undefined,
  now: number,
): boolean {
  return container !== undefined && typeof holder === 'string' && holder !== container && now < heldUntil
}

/** A container has shown a sign of life. */
export const heldBy = (
  container: string | undefined,
  now: number,
): Pick<ExecutionRow, 'holder' | 'heldUntil'> =>
  container === undefined ? {} : { holder: container, heldUntil: now + HOLD_MS }
