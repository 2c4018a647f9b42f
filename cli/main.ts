#!/usr/bin/env -S node --disable-warning=ExperimentalWarning
import { Command } from 'commander'
import { buildCommand } from './build.ts'
import { completionCommands } from './completion.ts'
import { deployCommand } from './deploy.ts'
import { devCommand } from './dev.ts'
import { executionsCommand } from './executions.ts'
import { logsCommand } from './logs.ts'
import { ExitCode } from './exit-codes.ts'
import { platformCommand } from './platform.ts'
import { recordCommand } from './record.ts'
import { runCommand } from './run.ts'
import { reportError } from './report-error.ts'
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
  .addCommand(deployCommand())
  .addCommand(executionsCommand())
  .addCommand(logsCommand())
  .addCommand(recordCommand())
  .showHelpAfterError('(--help shows how it is used)')
  .exitOverride()
const [completion, complete] = completionCommands(program)
program.addCommand(completion).addCommand(complete, { hidden: true })
for (const command of program.commands) command.copyInheritedSettings(program)

// Whoever read the output has gone (`| head`): what runs until Ctrl-C ends as with that, the rest goes on unheard.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error
  process.emit('SIGINT')
})

try {
  await program.parseAsync()
} catch (error) {
  process.exitCode = reportError(error)
  // What was interrupted may have left a connection open that nobody waits for any more.
  if (process.exitCode === ExitCode.interrupted) process.exit()
}
