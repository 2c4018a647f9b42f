import { Command } from 'commander'
import { WHICH_PLATFORM, withPlatform } from './platform-option.ts'

/** `transition logs`. */
export function logsCommand(): Command {
  return withPlatform(new Command('logs'))
    .description("Show what an execution's container printed.")
    .argument('<of>', "an execution's or a log's id; of a transition's id or name the latest execution")
    .option('--follow', 'go on until the execution has ended')
    .option('--json', 'print a line of JSON for each event, and nothing else')
    .addHelpText('after', examples + WHICH_PLATFORM)
    .action(async (of: string, options) => (await import('../inspect/show-log.ts')).logs(of, options))
}

const examples = `
Examples:
  $ transition logs las:transition-execution:… --follow
  $ transition logs read-total           # its latest execution
  $ transition logs las:log:… --json | jq -r .message
`
