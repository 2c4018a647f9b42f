import { Command } from 'commander'
import { withRunOptions } from './run-options.ts'

/** `transition run`. */
export function runCommand(): Command {
  return withRunOptions(new Command('run'))
    .description(
      'Run a handler once, on a platform of its own that is gone afterwards, and show what happens.',
    )
    .argument('[handler]', "a handler's file or folder (default: the one of transition.config.ts)")
    .argument('[document]', 'the same as --document, and wins over it')
    .option('--docker', 'run it in a container: the image of that name, or one that is built of the handler')
    .option('--verbose', 'show the execution at the end, with its input and ids')
    .option('--json', 'print a line of JSON for each thing that happens, the result last')
    .addHelpText('after', examples)
    .action(async (handler, document, options) =>
      (await import('../local-run/run-once.ts')).run(handler, document, options),
    )
}

const examples = `
Examples:
  $ transition run handler.ts --document invoice.pdf
  $ transition run handler.ts --input '{"documentId": "las:document:…"}' --env THRESHOLD=0.9
  $ transition run                       # all of it from transition.config.ts
  $ jq .invoice all.json | transition run handler.ts --input - --json | tail -1 | jq .output
  $ transition run handler.ts --document invoice.pdf --docker
  $ transition run registry.example.com/team/predict:1 --docker

The handler finds a MODEL_ID in its environment, and the platform's credentials.
Exit codes: 0 succeeded, 1 any other outcome, 64 used wrongly.
`
