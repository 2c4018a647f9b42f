import type { JsonObject, OutcomeStatus } from '../contract/index.ts'
import { cutText, MAX_ERROR_MESSAGE_LENGTH } from '../contract/message-of.ts'

/** What an execution ends with. */
export type Outcome =
  | { status: 'succeeded'; output: JsonObject }
  | { status: Exclude<OutcomeStatus, 'succeeded'>; error: { message: string } }

/** An outcome other than `succeeded`, its message cut to what the platform accepts. */
export function unsuccessful(status: Exclude<OutcomeStatus, 'succeeded'>, message: string): Outcome {
  return { status, error: { message: cutText(message, MAX_ERROR_MESSAGE_LENGTH) } }
}
