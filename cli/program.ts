import { Command } from 'commander'
import { buildCommand } from './build.ts'
import { completionCommands } from './completion.ts'
import { deployCommand } from './deploy.ts'
import { devCommand } from './dev.ts'
import { executionsCommand } from './executions.ts'
import { logsCommand } from './logs.ts'
import { platformCommand } from './platform.ts'
import { recordCommand } from './record.ts'
import { runCommand } from './run.ts'
import { version } from './version.ts'
import { workCommand } from './work.ts'

/** The command, with all its verbs. It reads nothing yet. */
export function createProgram(): Command {
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
  return program
}
