/** A service that the command needs doesn't answer or fails: a Docker Engine, a registry. The message says what to do. */
export class UnavailableError extends Error {
  override readonly name = 'UnavailableError'
}
