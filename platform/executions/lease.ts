import type { ExecutionRow } from '../store/tables.ts'

/**
 * How long a lease lasts after a sign of life, in milliseconds. An engine that lost a container may start another: that one
 * has the rest of the minute to go on, before the execution fails for want of heartbeats.
 */
const LEASE_MS = 45_000

/** Whether another container holds the execution's lease. A caller that names no container needs none. */
export function isLeasedToAnother(
  { holder, heldUntil = 0 }: Pick<ExecutionRow, 'holder' | 'heldUntil'>,
  container: string | undefined,
  now: number,
): boolean {
  return container !== undefined && typeof holder === 'string' && holder !== container && now < heldUntil
}

/** The lease of a container that has shown a sign of life now. */
export const leaseTo = (
  container: string | undefined,
  now: number,
): Pick<ExecutionRow, 'holder' | 'heldUntil'> =>
  container === undefined ? {} : { holder: container, heldUntil: now + LEASE_MS }
