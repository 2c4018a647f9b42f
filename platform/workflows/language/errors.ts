/** What a failure is called where a definition's own names are not meant. The language reserves `States.`. */
export type StatesErrorName =
  | 'States.BranchFailed'
  | 'States.DataLimitExceeded'
  | 'States.ExceedToleratedFailureThreshold'
  | 'States.HeartbeatTimeout'
  | 'States.IntrinsicFailure'
  | 'States.NoChoiceMatched'
  | 'States.ParameterPathFailure'
  | 'States.ResultPathMatchFailure'
  | 'States.Runtime'
  | 'States.TaskFailed'
  | 'States.Timeout'

/** Of a transition whose outcome is `rejected`: its input can't be worked on. */
export const REJECTED = 'Transition.Rejected'
/** Of a transition whose outcome is `retry`: not now, perhaps later. */
export const RETRY = 'Transition.Retry'

/** Why a state failed, as the language's error outputs have it. */
export interface Failure {
  Error: string
  Cause: string
  /** It came out of a branch of the state. */
  ofBranch?: boolean
}

/** A state that can't do what its definition says with the input that it got. */
export class StatesError extends Error {
  override readonly name: StatesErrorName

  constructor(name: StatesErrorName, message: string) {
    super(message)
    this.name = name
  }
}

/** Faults of the definition, that no second try mends. Only their own names match them. */
const TERMINAL: readonly string[] = ['States.Runtime', 'States.DataLimitExceeded']
const TIMEOUTS: readonly string[] = ['States.Timeout', 'States.HeartbeatTimeout']

/** Whether a name in an `ErrorEquals` means a failure. */
export function meansFailure(name: string, { Error: error, ofBranch }: Failure): boolean {
  if (name === error) return true
  if (name === 'States.ALL') return !TERMINAL.includes(error)
  if (name === 'States.TaskFailed') return !TERMINAL.includes(error) && !TIMEOUTS.includes(error)
  if (name === 'States.Timeout') return TIMEOUTS.includes(error)
  return name === 'States.BranchFailed' && ofBranch === true
}
