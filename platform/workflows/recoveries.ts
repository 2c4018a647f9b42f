import type { Store } from '../store/store.ts'
import type { ThreadRow } from '../store/thread-rows.ts'

/** How long a thread must be overdue, in milliseconds, to be one that a dead platform left. */
const LEFT_AFTER_MS = 5000
/** How often platforms may die at a thread's state before the thread is failed. */
const MOST_DEATHS = 1

/** This platform among those that use a store. */
export interface Member {
  /** Another one in each run of a platform. */
  id: string
  isAlive(id: string): Promise<boolean>
}

/**
 * Counts how often platforms have died while they resumed a thread, as queues count the deliveries of a message: one that
 * kills each platform that takes it must not be resumed for ever.
 */
export function createRecoveries({ store, member }: { store: Store; member: Member }) {
  return {
    most: MOST_DEATHS,

    /** Whether a thread was left by a platform that has died, or is too busy. */
    isLeft: ({ due }: ThreadRow, now: number): boolean => due !== null && due <= now - LEFT_AFTER_MS,

    /** Records that this platform resumes a thread. @returns how many platforms have died at it before */
    async count({ threadId, version }: ThreadRow): Promise<number> {
      const thread = await store.get('threads', threadId)
      if (!thread || thread.version !== version) return 0
      const { count = 0, by } = thread.recoveries ?? {}
      if (by !== undefined && by !== member.id && (await member.isAlive(by))) return 0
      const deaths = by === undefined || by === member.id ? count : count + 1
      await store.update('threads', threadId, (row) =>
        row.version === version ? { ...row, recoveries: { count: deaths, by: member.id } } : undefined,
      )
      return deaths
    },
  }
}
