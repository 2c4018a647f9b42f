import { Command } from 'commander'
import { readAnother } from './flag-values.ts'
import { withRunOptions } from './run-options.ts'

/** `transition run`. */
export function runCommand(): Command {
  return withRunOptions(new Command('run'))
    .description(
      'Run a handler once, on a platform of its own that is gone afterwards, and show what happens.',
    )
    .argument(
      '[handler]',
      "a handler's file or folder (default: the one of transition.config.ts), or a project's workflow",
    )
    .argument('[document]', 'the same as --document, and wins over it')
    .option(
      '--answer <step=json>',
      'of a workflow: what a person says at a manual transition, JSON or a file with it; may be repeated',
      readAnother,
    )
    .option('--docker', 'run it in a container: the image of that name, or one that is built of the handler')
    .option('--verbose', 'show the execution at the end, with its input and ids')
    .option('--json', 'print a line of JSON for each thing that happens, the result last')
    .addHelpText('after', examples)
    .action(async (handler, document, options) =>
      (await import('../workflow-run/run-either.ts')).runEither(handler, document, options),
    )
}

const examples = `
Examples:
  $ transition run handler.ts --document invoice.pdf
  $ transition run handler.ts --input '{"total": 12.5}' --env THRESHOLD=0.9
  $ transition run                       # all of it from transition.config.ts
  $ jq .invoice all.json | transition run handler.ts --input - --json | tail -1
  $ transition run handler.ts --document invoice.pdf --docker
  $ transition run invoices --document invoice.pdf --answer review=answer.json
  $ transition run registry.example.com/team/predict:1 --docker

The handler finds a MODEL_ID in its environment, and the platform's credentials.
Exit codes: 0 succeeded, 1 any other outcome, 64 used wrongly.
`
