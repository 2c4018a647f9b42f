import { Command } from 'commander'
import { buildHandler } from './build/build-handler.ts'
import { formatReport } from './build/image-report.ts'
import { createProgressView } from './build/progress.ts'
import { readVariable } from './arguments.ts'

interface BuildOptions {
  tag?: string
  base?: string
  buildArg?: Record<string, string>
  json?: boolean
}

export function buildCommand(): Command {
  return new Command('build')
    .description("Build a handler's image with the machine's Docker Engine.")
    .argument('<handler>', "a handler's .ts, .js or .mjs file, or its folder, which may have a Dockerfile")
    .option('--tag <name>', "the image's name (default: the package's or the folder's)")
    .option('--base <image>', 'what it starts from (default: this version of docker-transition, made here)')
    .option('--build-arg <key=value>', 'an ARG of your Dockerfile; may be repeated', readVariable)
    .option('--json', 'print one JSON object at the end, and nothing else')
    .addHelpText('after', examples)
    .action(build)
}

const examples = `
Examples:
  $ transition build handler.ts --tag registry.example.com/team/predict:1
  $ transition build . --json | jq .size

A folder with a Dockerfile is built as that says. Otherwise the handler is bundled to one file, on the base image.
`

async function build(path: string, { tag, base, buildArg, json }: BuildOptions): Promise<void> {
  const onProgress = json ? () => {} : createProgressView((line) => console.log(line))
  const report = await buildHandler({ path, tag, base, buildargs: buildArg, onProgress })
  console.log(json ? JSON.stringify(report, undefined, 2) : formatReport(report))
}
