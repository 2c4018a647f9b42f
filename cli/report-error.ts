import { CommanderError } from 'commander'
import { CredentialsError } from '../client/credentials.ts'
import { AccessDeniedError, ApiError, RequestRefusedError } from '../client/errors.ts'
import { ExitCode } from './exit-codes.ts'
import { InterruptedError } from './interruption.ts'
import { UnavailableError } from './unavailable-error.ts'
import { UsageError } from './usage-error.ts'

/** Prints an error: its message if the user can fix it, its stack if it is a fault of the command. */
export function reportError(error: unknown): ExitCode {
  // commander has already printed its own errors, and the help.
  if (error instanceof CommanderError) return error.exitCode === 0 ? ExitCode.ok : ExitCode.usage
  // What waits by Node's own functions throws an AbortError in its place.
  if (
    error instanceof InterruptedError ||
    (error instanceof Error && error.cause instanceof InterruptedError)
  )
    return ExitCode.interrupted
  const code = codeOf(error)
  console.error(code === ExitCode.internal || !(error instanceof Error) ? error : error.message)
  return code
}

function codeOf(error: unknown): ExitCode {
  if (error instanceof UsageError) return ExitCode.usage
  if (error instanceof UnavailableError) return ExitCode.unavailable
  if (error instanceof CredentialsError || error instanceof AccessDeniedError) return ExitCode.accessDenied
  if (error instanceof RequestRefusedError) return ExitCode.notSucceeded
  if (error instanceof ApiError) return ExitCode.unavailable
  return ExitCode.internal
}
