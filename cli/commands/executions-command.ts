import { Command, Option } from 'commander'
import { readCount } from './flag-values.ts'
import { WHICH_PLATFORM, withPlatform } from './platform-option.ts'

/** `transition executions`. */
export function executionsCommand(): Command {
  return withPlatform(new Command('executions'))
    .description('List the latest executions on a platform, or show one.')
    .argument('[of]', "a transition's id or name, or an execution's id (default: all transitions)")
    .addOption(
      new Option('--status <status...>', 'only those').choices([
        'running',
        'succeeded',
        'failed',
        'rejected',
        'retry',
      ]),
    )
    .option('--limit <number>', 'how many, 1 to 1000', readCount(1000), 20)
    .option('--watch', 'show the list again and again until Ctrl-C')
    .option('--json', 'print JSON, and nothing else')
    .addHelpText('after', examples + WHICH_PLATFORM)
    .action(async (of: string | undefined, options) =>
      (await import('../inspect/show-executions.ts')).executions(of, options),
    )
}

const examples = `
Examples:
  $ transition executions
  $ transition executions read-total --status failed retry --profile staging
  $ transition executions las:transition-execution:…
`
