import { Command } from 'commander'
import { buildCommand } from './commands/build-command.ts'
import { checkCommand } from './commands/check-command.ts'
import { completionCommands } from './commands/completion-command.ts'
import { deployCommand } from './commands/deploy-command.ts'
import { devCommand } from './commands/dev-command.ts'
import { docsCommand } from './commands/docs-command.ts'
import { executionsCommand } from './commands/executions-command.ts'
import { logsCommand } from './commands/logs-command.ts'
import { platformCommand } from './commands/platform-command.ts'
import { recordCommand } from './commands/record-command.ts'
import { runCommand } from './commands/run-command.ts'
import { startCommand } from './commands/start-command.ts'
import { version } from './version.ts'
import { workCommand } from './commands/work-command.ts'

/** The command, with all its verbs. It reads nothing yet. */
export function createProgram(): Command {
  const program = new Command('transition')
    .description('Run, try and serve docker transitions on this machine.')
    .version(version)
    .addCommand(runCommand())
    .addCommand(devCommand())
    .addCommand(platformCommand())
    .addCommand(workCommand())
    .addCommand(checkCommand())
    .addCommand(buildCommand())
    .addCommand(deployCommand())
    .addCommand(startCommand())
    .addCommand(executionsCommand())
    .addCommand(logsCommand())
    .addCommand(recordCommand())
    .addCommand(docsCommand())
    .addHelpText(
      'after',
      '\nThe documentation is in this package: transition docs tutorial starts from nothing.',
    )
    .showHelpAfterError('(--help shows how it is used)')
    .exitOverride()
  const [completion, complete] = completionCommands(program)
  program.addCommand(completion).addCommand(complete, { hidden: true })
  for (const command of program.commands) command.copyInheritedSettings(program)
  return program
}
