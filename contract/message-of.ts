import { inspect } from 'node:util'

/** An error message in an outcome is cut to this many characters. */
export const MAX_ERROR_MESSAGE_LENGTH = 4096

/** What something that was thrown says: whoever catches can't know that it is an `Error`. */
export function messageOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : inspect(thrown)
}
