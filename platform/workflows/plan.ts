import type { LogId } from '../../contract/index.ts'
import type { Change } from '../store/store.ts'
import type { ThreadRow } from './thread.ts'
import { eventsOf, type Happening } from './history.ts'

/** What one step changes, all at once, and what follows. */
export interface Plan {
  readonly changes: Change[]
  /** What follows once it is kept: a container starts, somebody is told. */
  readonly after: (() => void)[]
  /** Threads and forks that have something to do now. */
  readonly next: Target[]
}

/** What goes on by itself. */
export type Target = { thread: string } | { fork: string }

export const emptyPlan = (): Plan => ({ changes: [], after: [], next: [] })

/** Adds to a plan what happened on a thread's way. */
export function note(
  { changes }: Plan,
  { logId, now, branch }: { logId: LogId | null | undefined; now: number; branch?: string },
  ...happenings: Happening[]
): void {
  if (logId) changes.push({ append: logId, events: eventsOf(happenings, now, branch) })
}

/** Adds to a plan a thread's change, on which the whole plan depends: nobody else may have changed it since. */
export function changeThread({ changes }: Plan, thread: ThreadRow, change: Partial<ThreadRow>): void {
  const { threadId, version } = thread
  changes.push({
    update: 'threads',
    id: threadId,
    to: (row) => (row.version === version ? { ...row, ...change, version: version + 1 } : undefined),
  })
}
