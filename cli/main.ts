#!/usr/bin/env -S node --disable-warning=ExperimentalWarning
import { Command, CommanderError } from 'commander'
import { buildCommand } from './build.ts'
import { devCommand } from './dev.ts'
import { ExitCode } from './exit-codes.ts'
import { platformCommand } from './platform.ts'
import { runCommand } from './run.ts'
import { UsageError } from './usage-error.ts'
import { version } from './version.ts'
import { workCommand } from './work.ts'

const program = new Command('transition')
  .description('Run, try and serve docker transitions on this machine.')
  .version(version)
  .addCommand(runCommand())
  .addCommand(devCommand())
  .addCommand(platformCommand())
  .addCommand(workCommand())
  .addCommand(buildCommand())
  .showHelpAfterError('(--help shows how it is used)')
  .exitOverride()
for (const command of program.commands) command.copyInheritedSettings(program)

try {
  await program.parseAsync()
} catch (error) {
  process.exitCode = report(error)
}

/** Says what went wrong, in words where it is the user's to mend, with the stack where it is ours. */
function report(error: unknown): number {
  // commander has already printed its own errors, and the help that was asked for.
  if (error instanceof CommanderError) return error.exitCode === 0 ? ExitCode.ok : ExitCode.usage
  if (error instanceof UsageError) {
    console.error(error.message)
    return ExitCode.usage
  }
  console.error(error)
  return ExitCode.internal
}
