import { randomUUID } from 'node:crypto'
import type { Clock } from '../../contract/index.ts'
import { allRows } from '../store/all-rows.ts'
import type { Store } from '../store/store.ts'
import type { InstanceRow } from '../store/tables.ts'

/** How often a member shows that it is alive, in milliseconds. */
const RENEW_MS = 3000
/** A member that has shown nothing for so long, in milliseconds, is dead. */
export const DEAD_AFTER_MS = 15_000

/** This platform among those that use the same store. */
export interface Membership {
  /** Another one in each run of a platform. */
  readonly id: string
  /** Shows that this member is alive, every few seconds. @returns the dead members, whose work somebody must take */
  findDead(): Promise<string[]>
  /** Whether other members were there when this one last looked. */
  hasOthers(): boolean
  /** Removes a dead member whose work has been taken. */
  remove(id: string): Promise<void>
  /** Removes this member, unless it has work left. */
  leave(): Promise<void>
}

/**
 * Joins the platforms that use a store. Each member counts up a number of its own there, and watches those of the others by
 * its own clock, so clocks may differ. A member that could not reach the store starts watching anew: an outage of the
 * store makes no member look dead.
 * @param isAlone no other platform can use the store: all other members are dead
 */
export async function joinMembership({
  store,
  clock,
  isAlone,
}: {
  store: Store
  clock: Clock
  isAlone: boolean
}): Promise<Membership> {
  const id = randomUUID()
  let me: InstanceRow = { instanceId: id, renewals: 0 }
  /** The others' numbers, and since when they are so. */
  const seen = new Map<string, { renewals: number; since: number }>()
  await store.insert('instances', me)
  let renewedAt = clock.monotonic()
  let isFirst = true
  let hasOthers = !isAlone

  async function renew(): Promise<void> {
    const lateAt = renewedAt + 2 * RENEW_MS
    me = { ...me, renewals: me.renewals + 1 }
    // A member that took this one for dead has removed it.
    if (!(await store.update('instances', id, () => me))) await store.insert('instances', me)
    renewedAt = clock.monotonic()
    if (renewedAt > lateAt) seen.clear()
  }

  function isDead({ instanceId, renewals }: InstanceRow): boolean {
    if (isAlone) return true
    const known = seen.get(instanceId)
    if (known?.renewals === renewals) return clock.monotonic() - known.since >= DEAD_AFTER_MS
    seen.set(instanceId, { renewals, since: clock.monotonic() })
    return false
  }

  return {
    id,
    async findDead() {
      if (isAlone ? !isFirst : clock.monotonic() < renewedAt + RENEW_MS) return []
      try {
        await renew()
        const dead: string[] = []
        const others: InstanceRow[] = []
        for await (const row of allRows(store, 'instances')) if (row.instanceId !== id) others.push(row)
        for (const other of others) if (isDead(other)) dead.push(other.instanceId)
        hasOthers = others.length > dead.length
        isFirst = false
        return dead
      } catch (error) {
        seen.clear()
        throw error
      }
    },
    hasOthers: () => hasOthers,
    async remove(dead) {
      seen.delete(dead)
      await store.remove('instances', dead)
    },
    async leave() {
      // While executions are its own, others must find it dead to take them.
      if ((await store.count('executions', { instanceId: id })) === 0) await store.remove('instances', id)
    },
  }
}
