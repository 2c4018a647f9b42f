import { Command } from 'commander'
import { readVariable } from './flag-values.ts'

/** `transition build`. */
export function buildCommand(): Command {
  return new Command('build')
    .description("Build a handler's image with the machine's Docker Engine.")
    .argument('<handler>', "a handler's .ts, .js or .mjs file, or its folder, which may have a Dockerfile")
    .option('--tag <name>', "the image's name (default: the package's or the folder's)")
    .option('--base <image>', 'what it starts from (default: this version of docker-transition, made here)')
    .option('--build-arg <key=value>', 'an ARG of your Dockerfile; may be repeated', readVariable)
    .option('--json', 'print one JSON object at the end, and nothing else')
    .addHelpText('after', examples)
    .action(async (handler, options) =>
      (await import('../build/build-and-report.ts')).build(handler, options),
    )
}

const examples = `
Examples:
  $ transition build handler.ts --tag registry.example.com/team/predict:1
  $ transition build . --json | jq .size

A folder with a Dockerfile is built as that says. Otherwise the handler is
bundled to one file, on the base image.
`
