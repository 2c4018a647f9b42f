import { stat } from 'node:fs/promises'
import { Command } from 'commander'
import { ExitCode } from './exit-codes.ts'
import { readDocument } from './run/document.ts'
import { buildHandler } from './build/build-handler.ts'
import { createProgressView } from './build/progress.ts'
import { readHandler } from './run/handler.ts'
import { readTimeout, readVariable } from './arguments.ts'
import { readInput, readModel } from './run/input.ts'
import { openSession } from './run/session.ts'
import { runtimeCommand } from './runtime-command.ts'
import { dockerLauncher, processLauncher } from '../platform/index.ts'
import { createJsonView, createTextView } from './run/view.ts'

interface RunOptions {
  document?: string
  input?: string
  model?: string
  env?: Record<string, string>
  timeout?: string
  docker?: boolean
  json?: boolean
}

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
    .action(run)
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

async function run(
  handlerPath: string,
  documentPath: string | undefined,
  options: RunOptions,
): Promise<void> {
  const imageUrl = options.docker ? await readImage(handlerPath, options) : await readHandler(handlerPath)
  const input = await readInput(options.input)
  const fieldConfig = await readModel(options.model)
  const path = documentPath ?? options.document
  const document = path === undefined ? undefined : await readDocument(path)

  const view = options.json ? createJsonView() : createTextView()
  const interruption = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => interruption.abort())

  const launcher = options.docker ? dockerLauncher() : processLauncher(runtimeCommand())
  await using session = await openSession(view.event, launcher)
  const environment = {
    ...(options.timeout && { TRANSITION_TIMEOUT_SECONDS: options.timeout }),
    ...options.env,
  }
  try {
    const result = await session.run({
      imageUrl,
      input,
      document,
      fieldConfig,
      environment,
      onStep: view.step,
      signal: interruption.signal,
    })
    view.end(result)
    process.exitCode = result.execution.status === 'succeeded' ? ExitCode.ok : ExitCode.notSucceeded
  } catch (error) {
    if (!interruption.signal.aborted) throw error
    process.exitCode = ExitCode.interrupted
  }
}

/** The image to run: built of a handler where there is one of that path. */
async function readImage(given: string, { json }: RunOptions): Promise<string> {
  if (!(await stat(given).catch(() => undefined))) return given
  const onProgress = json ? () => {} : createProgressView((line) => console.log(line))
  const { image } = await buildHandler({ path: given, onProgress })
  return image
}
