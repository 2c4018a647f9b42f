import type { LogEvent, LogId } from '../../contract/index.ts'
import type { WorkflowExecutionRow } from '../store/tables.ts'
import type { Change } from '../store/store.ts'
import type { ThreadRow } from '../store/thread-rows.ts'
import { roughSizeOf } from './language/json.ts'
import { eventOf, type NewEvent } from './events.ts'

/** The changes of one step or of several in a row, committed together, and what follows them. */
export interface Plan {
  readonly changes: Change[]
  /** Called after the commit: they start containers, send mail. */
  readonly after: (() => void)[]
  /** Threads and forks to step next. */
  readonly next: Target[]
  /** The thread as it arrives at its next state. Nothing else in the plan changes the thread. */
  arrival?: ThreadRow | undefined
  /** How many events are sure to follow these, in branches that the plan starts. */
  eventsToCome: number
  /** Whether the execution ends. */
  isEnd: boolean
}

/** What the engine steps. */
export type Target = { thread: string } | { fork: string }

/** A plan that changes nothing. */
export const emptyPlan = (): Plan => ({ changes: [], after: [], next: [], eventsToCome: 0, isEnd: false })

/** Adds what another plan does to a plan, after what is in it. */
export function append(plan: Plan, { changes, after, next, arrival, eventsToCome, isEnd }: Plan): void {
  for (const change of changes) {
    if ('append' in change) addEvents(plan, change.append, change.events)
    else plan.changes.push(change)
  }
  plan.after.push(...after)
  plan.next.push(...next)
  plan.arrival = arrival
  plan.eventsToCome += eventsToCome
  plan.isEnd ||= isEnd
}

/** Adds an event to a plan: of a thread's path where there is a `thread`, else of the execution as a whole. */
export function recordEvent(
  plan: Plan,
  {
    execution: { logId },
    thread,
    now,
  }: {
    execution: Pick<WorkflowExecutionRow, 'logId'>
    thread?: Pick<ThreadRow, 'branch'>
    now: number
  },
  event: NewEvent,
): void {
  if (logId) addEvents(plan, logId, [eventOf(event, now, thread?.branch)])
}

/** All events of a log are one change. */
function addEvents({ changes }: Plan, logId: LogId, events: readonly LogEvent[]): void {
  const index = changes.findIndex((change) => 'append' in change && change.append === logId)
  const known = changes[index]
  if (known && 'append' in known) changes[index] = { append: logId, events: [...known.events, ...events] }
  else changes.push({ append: logId, events })
}

/** What an execution keeps in the store, or what a plan adds to that. */
export interface Extent {
  /** How many events its history has. */
  events: number
  /** About how large they and the inputs of its branches are as JSON, in bytes. */
  bytes: number
}

/** What a plan adds to an execution. */
export function extentOf({ changes }: Pick<Plan, 'changes'>): Extent {
  const extent = { events: 0, bytes: 0 }
  for (const change of changes) {
    if ('append' in change) extent.events += change.events.length
    if ('append' in change) extent.bytes += roughSizeOf(change.events)
    if ('insert' in change && change.insert === 'threads') extent.bytes += roughSizeOf(change.row.input)
  }
  return extent
}

/**
 * Plans a thread's change. The whole plan is a conflict if the thread has changed since it was read.
 * @param thread as it was read, or as it has become by this plan since
 */
export function changeThread({ changes }: Plan, thread: ThreadRow, change: Partial<ThreadRow>): void {
  const { threadId, version } = thread
  changes.push({
    update: 'threads',
    id: threadId,
    to: (row) => (row.version === version ? { ...thread, ...change, version: version + 1 } : undefined),
  })
}
