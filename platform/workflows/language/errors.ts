/** The error names of the language that the platform itself gives. */
export type StatesErrorName =
  | 'States.BranchFailed'
  | 'States.DataLimitExceeded'
  | 'States.ExceedToleratedFailureThreshold'
  | 'States.HeartbeatTimeout'
  | 'States.Runtime'
  | 'States.TaskFailed'
  | 'States.Timeout'

/** The error of a transition with the outcome `rejected`: it can't work on this input. */
export const REJECTED = 'Transition.Rejected'
/** The error of a transition with the outcome `retry`: another attempt may succeed. */
export const RETRY = 'Transition.Retry'

/** Why a state failed, as the language's error outputs have it. Both are empty after a Fail state that gives none. */
export interface Failure {
  Error: string
  Cause: string
  /** A branch of the state failed with it. */
  ofBranch?: boolean
}

/** A state can't do what its definition says with the input that it got. */
export class StatesError extends Error {
  override readonly name: 'States.Runtime' | 'States.DataLimitExceeded'

  constructor(name: StatesError['name'], message: string) {
    super(message)
    this.name = name
  }
}

/**
 * Runs a part of the language on a workflow's data.
 * @throws StatesError whatever it throws: what fails once fails each time
 */
export function guarded<T>(run: () => T): T {
  try {
    return run()
  } catch (error) {
    if (error instanceof StatesError) throw error
    throw new StatesError('States.Runtime', error instanceof Error ? error.message : String(error))
  }
}

const TIMEOUTS: readonly string[] = ['States.Timeout', 'States.HeartbeatTimeout']
/** What `States.TaskFailed` does not match. */
const NOT_OF_TASK: readonly string[] = [...TIMEOUTS, 'States.DataLimitExceeded']

/** Whether a name in an `ErrorEquals` matches a failure. Nothing matches `States.Runtime`, not even its own name. */
export function meansFailure(name: string, { Error: error, ofBranch }: Failure): boolean {
  if (error === 'States.Runtime') return false
  if (name === error || name === 'States.ALL') return true
  if (name === 'States.TaskFailed') return !NOT_OF_TASK.includes(error)
  if (name === 'States.Timeout') return TIMEOUTS.includes(error)
  return name === 'States.BranchFailed' && ofBranch === true
}
