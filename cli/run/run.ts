import { stat } from 'node:fs/promises'
import { dockerLauncher, processLauncher } from '../../platform/index.ts'
import { buildHandler } from '../build/build-handler.ts'
import { createProgressView } from '../build/progress.ts'
import { ExitCode } from '../exit-codes.ts'
import { interruption } from '../interruption.ts'
import { runtimeCommand } from '../runtime-command.ts'
import { readDocument } from './document.ts'
import { readHandler } from './handler.ts'
import { readInput, readModel } from './input.ts'
import { openSession } from './session.ts'
import { createJsonView, createTextView } from './view.ts'

export interface RunOptions {
  document?: string
  input?: string
  model?: string
  env?: Record<string, string>
  timeout?: string
  docker?: boolean
  json?: boolean
}

/** Runs a handler once. */
export async function run(
  handlerPath: string,
  documentPath: string | undefined,
  options: RunOptions,
): Promise<void> {
  const signal = interruption()
  const imageUrl = options.docker
    ? await readImage(handlerPath, options, signal)
    : await readHandler(handlerPath)
  const input = await readInput(options.input)
  const fieldConfig = await readModel(options.model)
  const path = documentPath ?? options.document
  const document = path === undefined ? undefined : await readDocument(path)

  const view = options.json ? createJsonView() : createTextView()
  const launcher = options.docker ? dockerLauncher() : processLauncher(runtimeCommand())
  await using session = await openSession(view.event, launcher)
  const environment = {
    ...(options.timeout && { TRANSITION_TIMEOUT_SECONDS: options.timeout }),
    ...options.env,
  }
  const run = { imageUrl, input, document, fieldConfig, environment, onStep: view.step, signal }
  const result = await session.run(run).catch((error: unknown) => {
    signal.throwIfAborted()
    throw error
  })
  view.end(result)
  process.exitCode = result.execution.status === 'succeeded' ? ExitCode.ok : ExitCode.notSucceeded
}

/** The image to run: built of a handler where there is one of that path. */
async function readImage(given: string, { json }: RunOptions, signal: AbortSignal): Promise<string> {
  if (!(await stat(given).catch(() => undefined))) return given
  const onProgress = json ? () => {} : createProgressView((line) => console.log(line))
  const { image } = await buildHandler({ path: given, onProgress, signal })
  return image
}
