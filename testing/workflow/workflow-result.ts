import type { JsonObject, WorkflowExecution } from '../../contract/index.ts'

/** How a workflow's execution has ended, or where it is. */
export interface WorkflowResult {
  status: WorkflowExecution['status']
  /** Of one that has succeeded. */
  output: JsonObject | undefined
  /** Why it has not. */
  error: string | undefined
  /** The states that it went through, in order; those within a Parallel or a Map, too. */
  taken: readonly string[]
  /** Its history. */
  events: readonly JsonObject[]
}

/** What a workflow's execution says of itself. */
export function resultOf({ status, output, events = [] }: WorkflowExecution): WorkflowResult {
  const end = events.findLast(({ type }) => type === 'ExecutionEnded')
  const words = [end?.['error'], end?.['cause']].filter((word) => typeof word === 'string' && word !== '')
  return {
    status,
    output: status === 'succeeded' ? (output ?? {}) : undefined,
    error: words.length > 0 ? words.join(': ') : undefined,
    taken: events.flatMap(({ type, state }) =>
      type === 'StateEntered' && typeof state === 'string' ? [state] : [],
    ),
    events,
  }
}

/** One line for a person: `failed after Predict → Export: States.TaskFailed: no luck`. */
export function describeResult({ status, taken, error }: WorkflowResult): string {
  return `${status} after ${taken.join(' → ') || 'no state'}${error === undefined ? '' : `: ${error}`}`
}
