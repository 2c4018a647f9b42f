import type { LogEvent } from '../../contract/index.ts'

/**
 * Something that happened in a workflow execution: one of the `events` of the execution, and of its log. `timestamp` is in
 * milliseconds since the epoch; `message` says it in words. `branch` names the branch: absent outside branches, `Each[3]` for
 * item 3 of the Map Each, `Both[0]/Each[3]` for one within a branch.
 */
export type WorkflowEvent = { timestamp: number; message: string; branch?: string } & (
  | { type: 'ExecutionStarted'; input: unknown }
  | { type: 'StateEntered'; state: string; input: unknown }
  /** A Task's transition execution runs, or is queued. */
  | { type: 'TaskStarted'; state: string; transitionId: string; executionId: string }
  /** `status` is the transition execution's. */
  | { type: 'TaskEnded'; state: string; executionId: string; status: string }
  /** A Wait ends at `until`, in milliseconds since the epoch. */
  | { type: 'WaitStarted'; state: string; until: number }
  | { type: 'BranchesStarted'; state: string; count: number }
  /** The state is retried at `until`, in milliseconds since the epoch. `attempt` counts the retries by the same retrier. */
  | { type: 'StateRetried'; state: string; error: string; cause: string; attempt: number; until: number }
  | { type: 'StateCaught'; state: string; error: string; cause: string; next: string }
  | { type: 'StateFailed'; state: string; error: string; cause: string }
  /** `next` is null after the last state of a thread. */
  | { type: 'StateExited'; state: string; output: unknown; next: string | null }
  /** The execution waits in `retry` until somebody moves it on. */
  | { type: 'ExecutionHeld'; state: string }
  | { type: 'ExecutionMoved'; state: string; next: string; by: string }
  | { type: 'ExecutionEnded'; status: string; error?: string; cause?: string; by?: string }
  /** The platform mails the address of the workflow's `errorConfig`, if a mail server is configured. */
  | { type: 'ErrorReported'; to: string; isMailed: boolean }
  | { type: 'MailFailed'; to: string; cause: string }
)

type Unworded<Event> = Event extends unknown ? Omit<Event, 'timestamp' | 'message' | 'branch'> : never
/** An event without what `eventOf` adds. */
export type NewEvent = Unworded<WorkflowEvent>

/** Adds to an event its time, its branch, and a message in words. */
export function eventOf(event: NewEvent, timestamp: number, branch = ''): LogEvent {
  return { timestamp, message: describe(event), ...(branch !== '' && { branch }), ...event }
}

function describe(event: NewEvent): string {
  switch (event.type) {
    case 'ExecutionStarted':
      return 'The execution started'
    case 'StateEntered':
      return `${event.state} began`
    case 'TaskStarted':
      return `${event.state} is done by ${event.executionId}`
    case 'TaskEnded':
      return `${event.executionId} ${event.status === 'retry' ? 'asked for a retry' : event.status}`
    case 'WaitStarted':
      return `${event.state} waits until ${new Date(event.until).toISOString()}`
    case 'BranchesStarted':
      return `${event.state} started ${event.count} branches`
    case 'StateRetried':
      return `${event.state} is tried again at ${new Date(event.until).toISOString()} after ${event.error}: ${event.cause}`
    case 'StateCaught':
      return `${event.state} goes on to ${event.next} after ${event.error}: ${event.cause}`
    case 'StateFailed':
      return `${event.state} failed with ${event.error}: ${event.cause}`
    case 'StateExited':
      return event.next === null ? `${event.state} ended` : `${event.state} goes on to ${event.next}`
    case 'ExecutionHeld':
      return `${event.state} waits for somebody to move the execution on`
    case 'ExecutionMoved':
      return `${event.by} moved the execution on from ${event.state} to ${event.next}`
    case 'ExecutionEnded': {
      const why = event.error === undefined ? '' : ` with ${event.error}: ${event.cause}`
      const by = event.by === undefined ? '' : `, ended by ${event.by}`
      return `The execution ended as ${event.status}${why}${by}`
    }
    case 'ErrorReported':
      return event.isMailed
        ? `${event.to} is written to`
        : `${event.to} would be written to, but no SMTP server is configured (transition platform --smtp)`
    case 'MailFailed':
      return event.cause
    default:
      return event satisfies never
  }
}
