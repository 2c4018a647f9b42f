import { Command, Option } from 'commander'
import { readVariable } from './flag-values.ts'
import { WHICH_PLATFORM, withPlatform } from './platform-option.ts'

/** `transition record`. */
export function recordCommand(): Command {
  return withPlatform(new Command('record'))
    .description('Write an execution to a file that replay() runs a handler against, offline, in a test.')
    .argument('<execution>', "an execution's id; of a transition's id or name the latest execution")
    .option('--out <file>', 'where to (default: fixtures/<short id>.fixture.json)')
    .option('--force', 'write over a file that is there')
    .addOption(
      new Option('--files <where>', 'documents: in the file, or beside it')
        .choices(['embedded', 'beside'])
        .default('embedded'),
    )
    .option(
      '--handler <file>',
      'what is run again where the platform keeps no calls (default: of transition.config.ts)',
    )
    .option('--allow-writes', 'let the handler that is run again write to the platform')
    .option('--env <key=value>', 'a variable for it; may be repeated', readVariable)
    .option('--secret <name...>', 'variables of this environment for it whose values are secret')
    .option('--json', 'print one JSON object at the end, and nothing else')
    .addHelpText('after', examples + WHICH_PLATFORM)
    .action(async (execution: string, options) =>
      (await import('../record/record-execution.ts')).recordExecution(execution, options),
    )
}

const examples = `
Examples:
  $ transition record las:transition-execution:…
  $ transition record read-total --out fixtures/no-total.json
  $ transition record las:transition-execution:… --profile staging \\
      --handler handler.ts --secret ERP_TOKEN

A local platform has kept what the handler asked and was answered. Of another,
the handler is run again on this machine with the execution's input: it reads
from the platform, and what it writes is held back, unless --allow-writes.
Secrets, tokens and the variables of secrets are masked.
`
