import { Command } from 'commander'
import { DEFAULT_DATA } from '../defaults.ts'
import { readPort } from './flag-values.ts'
import { withRunOptions } from './run-options.ts'

/** `transition dev`. */
export function devCommand(): Command {
  return withRunOptions(new Command('dev'))
    .description('Run a handler on a platform of its own, and again whenever a file of it changes.')
    .argument(
      '[handler]',
      "a handler's file or folder (default: the one of transition.config.ts; a project is served whole)",
    )
    .option('--data <folder>', 'where the platform keeps its state; :memory: keeps none', DEFAULT_DATA)
    .option('--port <number>', 'where it listens (default: 4010, or a free one)', readPort)
    .option('--no-types', "don't check the project's types after each run")
    .option('--json', 'print a line of JSON for each thing that happens, and nothing else')
    .addHelpText('after', examples)
    .action(async (handler: string | undefined, options) =>
      (await import('../workflow-dev/dev-either.ts')).devEither(handler, options),
    )
}

const examples = `
Examples:
  $ transition dev handler.ts --document invoice.pdf
  $ transition dev                       # all of it from transition.config.ts
  $ transition dev handler.ts --input input.json --json | jq -c .type

Keys: r runs it again, i changes the input, o opens the web page, q quits.
Files that the handler imports are watched, and the configuration, the document,
the files of input and variables. transition executions, logs and record look
at what ran.
`
