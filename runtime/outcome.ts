import type { JsonObject, OutcomeStatus } from '../contract/index.ts'
import { MAX_ERROR_MESSAGE_LENGTH } from '../contract/message-of.ts'

/** What an execution ends with. */
export type Outcome =
  | { status: 'succeeded'; output: JsonObject }
  | { status: Exclude<OutcomeStatus, 'succeeded'>; error: { message: string } }

/** An outcome other than `succeeded`, its message cut to what the platform takes. */
export function unsuccessful(status: Exclude<OutcomeStatus, 'succeeded'>, message: string): Outcome {
  const cut =
    message.length > MAX_ERROR_MESSAGE_LENGTH ? `${message.slice(0, MAX_ERROR_MESSAGE_LENGTH - 1)}…` : message
  return { status, error: { message: cut } }
}
