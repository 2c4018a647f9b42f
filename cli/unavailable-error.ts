/** Something that the command needs doesn't answer or gives up: a Docker Engine, a registry. Its message says what to do. */
export class UnavailableError extends Error {
  override readonly name = 'UnavailableError'
}
