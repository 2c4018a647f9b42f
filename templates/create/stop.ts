import type { ExitCode } from './exit-codes.ts'

/** Ends the command. Its message says what to do; an empty one says that all is said. */
export class Stop extends Error {
  override readonly name = 'Stop'
  readonly exitCode: ExitCode

  constructor(exitCode: ExitCode, message = '') {
    super(message)
    this.exitCode = exitCode
  }
}
