import { stat } from 'node:fs/promises'
import { dockerLauncher } from '../../platform/index.ts'
import { connectEngine } from '../../platform/launchers/docker/engine.ts'
import { buildHandler } from '../build/build-handler.ts'
import { createProgressView } from '../build/build-progress.ts'
import { messageOf } from '../../contract/index.ts'
import { UnavailableError } from '../unavailable-error.ts'
import { ExitCode } from '../exit-codes.ts'
import { interruption } from '../interruption.ts'
import { UsageError } from '../usage-error.ts'
import { readBreakpoints, type InspectFlags } from './breakpoints.ts'
import { createOwnHandlers } from './own-handlers.ts'
import { openStandardInput } from './read-input.ts'
import { toRunEvent } from './run-event.ts'
import { makeContainerPlan, makePlan, type RunFlags } from './run-plan.ts'
import { openSession } from './run-session.ts'
import { createJsonView, createTextView } from './run-view.ts'

/** The flags of `transition run`. */
export interface RunOptions extends RunFlags, InspectFlags {
  docker?: boolean
  verbose?: boolean
  json?: boolean
}

/** Runs a handler once. */
export async function run(
  given: string | undefined,
  documentPath: string | undefined,
  options: RunOptions,
): Promise<void> {
  const signal = interruption()
  const breakpoints = await readBreakpoints(options)
  if (options.docker && breakpoints && breakpoints.arguments.length > 0)
    throw new UsageError(
      'A debugger is let into a process of this machine only: leave out --docker, or --inspect',
    )
  const { docker, verbose = false, json = false, ...named } = await openStandardInput(options)
  const flags = { ...named, ...(documentPath !== undefined && { document: documentPath }) }
  const plan = docker
    ? await makeContainerPlan(given, flags, (path) => readImage(path, json, signal))
    : await makePlan(given, flags, breakpoints)

  const view = json ? createJsonView() : createTextView(verbose)
  const own = createOwnHandlers(breakpoints)
  const launcher = docker ? dockerLauncher() : own.launcher
  const planned = docker ? plan.run : own.admit(plan.run)
  await using session = await openSession((event) => view.event(toRunEvent(event)), launcher)
  const result = await session.run(planned, { onStep: view.step, signal }).catch((error: unknown) => {
    signal.throwIfAborted()
    throw error
  })
  view.end(result)
  process.exitCode = result.execution.status === 'succeeded' ? ExitCode.ok : ExitCode.notSucceeded
}

/** @throws UnavailableError where no Docker Engine answers */
async function checkEngine(): Promise<void> {
  await connectEngine().catch((error: unknown) => {
    throw new UnavailableError(messageOf(error))
  })
}

/** The image to run: built of a handler where there is one of that path. */
async function readImage(given: string, json: boolean, signal: AbortSignal): Promise<string> {
  if (!(await stat(given).catch(() => undefined))) {
    await checkEngine()
    return given
  }
  const onProgress = json ? () => {} : createProgressView((line) => console.log(line))
  const { image } = await buildHandler({ path: given, onProgress, signal })
  return image
}
