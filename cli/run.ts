import { Command } from 'commander'
import { readTimeout, readVariable } from './arguments.ts'

/** `transition run`. */
export function runCommand(): Command {
  return new Command('run')
    .description(
      'Run a handler once, on a platform of its own that is gone afterwards, and show what happens.',
    )
    .argument('<handler>', "a handler's .ts, .js or .mjs file, or a folder with a package.json")
    .argument('[document]', 'the same as --document, and wins over it')
    .option('--document <file>', 'a PDF, JPEG, PNG or TIFF to upload; the input gets its documentId')
    .option('--input <json>', "the execution's input: JSON, or a file with JSON")
    .option(
      '--model <json>',
      "the model's fieldConfig: JSON, or a file with JSON (default: an invoice's fields)",
    )
    .option('--env <key=value>', "a variable of the handler's environment; may be repeated", readVariable)
    .option('--timeout <seconds>', 'how long the handler may take, 1 to 1800 (default: 295)', readTimeout)
    .option('--docker', 'run it in a container: the image of that name, or one that is built of the handler')
    .option('--json', 'print one JSON object at the end, and nothing else')
    .addHelpText('after', examples)
    .action(async (handler, document, options) =>
      (await import('./run/run.ts')).run(handler, document, options),
    )
}

const examples = `
Examples:
  $ transition run handler.ts --document invoice.pdf
  $ transition run handler.ts --input '{"documentId": "las:document:…"}' --env THRESHOLD=0.9
  $ transition run dist/ --input input.json --json | jq .output
  $ transition run handler.ts --document invoice.pdf --docker
  $ transition run registry.example.com/team/predict:1 --docker

The handler finds a MODEL_ID in its environment, and the platform's credentials.
Exit codes: 0 succeeded, 1 any other outcome, 64 used wrongly.
`
