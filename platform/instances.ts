import { randomUUID } from 'node:crypto'
import type { Clock } from '../contract/index.ts'
import type { Store } from './store/store.ts'
import type { InstanceRow } from './store/tables.ts'
import { allRows } from './resources/rows.ts'

/** How often a platform shows that it lives, in milliseconds. */
const RENEW_MS = 3000
/** Who has not shown it for so long, in milliseconds, is gone. */
export const GONE_AFTER_MS = 15_000

/** This platform among those that use the same store. */
export interface Instance {
  /** Another one in each life of a platform. */
  readonly id: string
  /** Shows that it lives, from time to time. @returns the others that are gone, for whoever takes their work over */
  look(): Promise<string[]>
  /** Forgets one that is gone, whose work is taken over. */
  forget(id: string): Promise<void>
  /** Says that it has no more work. */
  leave(): Promise<void>
}

/**
 * Joins the platforms that use a store. Each counts up a number of its own there, and watches those of the others by its
 * own clock, so that clocks may differ. Whoever could not reach the store itself has seen nothing, and starts watching
 * anew: a store that was away makes nobody look dead.
 * @param isAlone no other platform can use the store: those that did are gone
 */
export async function joinInstances({
  store,
  clock,
  isAlone,
}: {
  store: Store
  clock: Clock
  isAlone: boolean
}): Promise<Instance> {
  const id = randomUUID()
  let me: InstanceRow = { instanceId: id, renewals: 0 }
  /** What the others' numbers were, and since when. */
  const seen = new Map<string, { renewals: number; since: number }>()
  await store.insert('instances', me)
  let renewedAt = clock.now()
  let isFirstLook = true

  async function renew(): Promise<void> {
    const lateAt = renewedAt + 2 * RENEW_MS
    me = { ...me, renewals: me.renewals + 1 }
    // Whoever took it for gone has removed it.
    if (!(await store.update('instances', id, () => me))) await store.insert('instances', me)
    renewedAt = clock.now()
    if (renewedAt > lateAt) seen.clear()
  }

  /** Whether it is gone, as far as is known by now. */
  function isGone({ instanceId, renewals }: InstanceRow): boolean {
    if (isAlone) return true
    const known = seen.get(instanceId)
    if (known?.renewals === renewals) return clock.now() - known.since >= GONE_AFTER_MS
    seen.set(instanceId, { renewals, since: clock.now() })
    return false
  }

  return {
    id,
    async look() {
      if (isAlone ? !isFirstLook : clock.now() < renewedAt + RENEW_MS) return []
      try {
        await renew()
        const gone: string[] = []
        for await (const other of allRows(store, 'instances'))
          if (other.instanceId !== id && isGone(other)) gone.push(other.instanceId)
        isFirstLook = false
        return gone
      } catch (error) {
        seen.clear()
        throw error
      }
    },
    async forget(gone) {
      seen.delete(gone)
      await store.remove('instances', gone)
    },
    async leave() {
      // What is still its own is for others to take over.
      if ((await store.count('executions', { instanceId: id })) === 0) await store.remove('instances', id)
    },
  }
}
