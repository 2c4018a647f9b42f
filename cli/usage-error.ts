/** A mistake of whoever typed the command: its message says what to do. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}
