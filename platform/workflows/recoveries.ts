import type { Store } from '../store/store.ts'
import type { ThreadRow } from '../store/thread-rows.ts'

/** How long a thread or a fork must be overdue, in milliseconds, to be one that a dead platform left. */
const LEFT_AFTER_MS = 5000
/** How often platforms may die at a place in an execution before the execution is failed. */
const MOST_DEATHS = 1

/** This platform among those that use a store. */
export interface Member {
  /** Another one in each run of a platform. */
  id: string
  isAlive(id: string): Promise<boolean>
}

/**
 * Counts how often platforms have died while they resumed a thread or a fork, as queues count the deliveries of a message: one
 * that kills each platform that takes it must not be resumed for ever.
 */
export function createRecoveries({ store, member }: { store: Store; member: Member }) {
  return {
    most: MOST_DEATHS,

    /** Whether something that is due was left by a platform that has died, or is too busy. */
    isLeft: (due: number, now: number): boolean => due <= now - LEFT_AFTER_MS,

    /**
     * Records that this platform resumes a thread or a fork.
     * @param due as it was read: what has changed since is not counted
     * @returns how many platforms have died at it before
     */
    async count(table: 'threads' | 'forks', id: string, due: number): Promise<number> {
      const row = await store.get(table, id)
      if (row?.due !== due) return 0
      const { count = 0, by } = row.recoveries ?? {}
      if (by !== undefined && by !== member.id && (await member.isAlive(by))) return 0
      const deaths = by === undefined || by === member.id ? count : count + 1
      const recoveries: ThreadRow['recoveries'] = { count: deaths, by: member.id }
      await store.update(table, id, (now) => (now.due === due ? { ...now, recoveries } : undefined))
      return deaths
    },
  }
}
