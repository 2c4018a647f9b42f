import type { WorkflowEvent } from '../workflows/events.ts'

/** How a step of a workflow execution is. */
export type StepStatus = 'running' | 'succeeded' | 'failed' | 'caught' | 'held'

/** A state that was entered. */
export interface Step {
  state: string
  /** The thread (path through states) that entered it; empty: the execution's own. */
  branch: string
  status: StepStatus
  /** Milliseconds since the epoch. */
  at: number
  end: number | undefined
  executionIds: string[]
  /** What else happened: retries, failures, waits. */
  remarks: string[]
}

/** How far a workflow execution is. */
export interface Progress {
  steps: Step[]
  /** The last step of each state. */
  states: ReadonlyMap<string, Step>
  /** The edges that were taken, as JSON of `[from, to]`. */
  takenEdges: ReadonlySet<string>
  /** The error that ended it. */
  failure: { error: string; cause: string } | undefined
}

/** Reads the events of a workflow execution. */
export function readProgress(events: readonly WorkflowEvent[]): Progress {
  const steps: Step[] = []
  /** The last step of each state in each thread. */
  const latest = new Map<string, Step>()
  const states = new Map<string, Step>()
  const takenEdges = new Set<string>()
  let failure: Progress['failure']
  for (const event of events) {
    const branch = event.branch ?? ''
    if (event.type === 'ExecutionEnded') {
      if (event.error !== undefined) failure = { error: event.error, cause: event.cause ?? '' }
      for (const step of latest.values())
        close(step, event, event.status === 'succeeded' ? 'succeeded' : 'failed')
    }
    if (!('state' in event)) continue
    const key = JSON.stringify([branch, event.state])
    if (event.type === 'StateEntered') {
      const step: Step = {
        state: event.state,
        branch,
        status: 'running',
        at: event.timestamp,
        end: undefined,
        executionIds: [],
        remarks: [],
      }
      steps.push(step)
      latest.set(key, step)
      states.set(event.state, step)
      continue
    }
    const step = latest.get(key)
    if (step) applyEvent(step, event)
    const next = 'next' in event ? event.next : null
    if (next !== null) takenEdges.add(JSON.stringify([event.state, next]))
  }
  return { steps, states, takenEdges, failure }
}

function close(step: Step, { timestamp }: { timestamp: number }, status: StepStatus): void {
  if (step.end !== undefined) return
  step.end = timestamp
  step.status = status
}

function applyEvent(step: Step, event: WorkflowEvent): void {
  if (event.type === 'TaskStarted') step.executionIds.push(event.executionId)
  if (event.type === 'WaitStarted' || event.type === 'BranchesStarted') step.remarks.push(event.message)
  if (event.type === 'StateRetried')
    step.remarks.push(`tried again (${event.attempt}) after ${event.error}: ${event.cause}`)
  if (event.type === 'StateFailed') {
    step.remarks.push(`${event.error}: ${event.cause}`)
    close(step, event, 'failed')
  }
  if (event.type === 'StateCaught') {
    step.remarks.push(`${event.error}: ${event.cause}; goes on to ${event.next}`)
    close(step, event, 'caught')
  }
  if (event.type === 'ExecutionHeld') {
    step.status = 'held'
    step.end = undefined
  }
  if (event.type === 'ExecutionMoved') {
    step.remarks.push(`moved on to ${event.next}`)
    close(step, event, 'failed')
  }
  if (event.type === 'StateExited') close(step, event, 'succeeded')
}
