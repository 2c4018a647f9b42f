// One run of a handler, whatever process it is in: validate, run, output, outcome.
import type { Logger } from 'pino'
import { createClient, type ClientOptions } from '../../client/index.ts'
import { HANDLER_HEADER } from '../../contract/container-header.ts'
import { handlerUserAgent } from '../../contract/user-agent.ts'
import type { Environment } from '../environment.ts'
import type { Report, Task } from '../messages.ts'
import { version } from '../version.ts'
import type { LoadedTransition } from './load.ts'
import { outcomeOfThrown } from './outcome-of.ts'
import { toJsonObject } from './output.ts'
import { validate } from './validate.ts'

/** All that one run of a handler is given. */
export interface HandlerRun extends Task {
  environment: Pick<Environment, 'transitionId' | 'credentials'>
  /** What the handler sees as its environment, before its schema. */
  variables: Readonly<Record<string, string | undefined>>
  /** Called once the handler asks for its logger. */
  log: () => Logger
  signal: AbortSignal
  progress: (detail?: unknown) => void
  /** What its client uses instead of the network and the machine's time. */
  edges?: Pick<ClientOptions, 'exchange' | 'clock'>
}

/** How a handler's work ended. */
export type Ending = Pick<Report, 'outcome' | 'thrown'>

/** Runs a handler to its end; what goes wrong, in loading it too, is an ending like any other. */
export async function runHandler(
  loading: LoadedTransition | Promise<LoadedTransition>,
  run: HandlerRun,
): Promise<Ending> {
  try {
    return { outcome: { status: 'succeeded', output: await outputOf(await loading, run) }, thrown: false }
  } catch (error) {
    return failureOf(error, run.log)
  }
}

async function outputOf(transition: LoadedTransition, run: HandlerRun) {
  const { environment, variables, log, signal, progress, executionId, input, token, container, edges } = run
  const { transitionId, credentials } = environment
  const validInput = await validate('input', transition.input, input)
  const env = await validate('env', transition.env, { ...variables })
  const returned = await transition.handler({
    input: validInput,
    env,
    client: createClient(credentials, {
      ...edges,
      ...(token && { token }),
      userAgent: handlerUserAgent(version, executionId),
      ...(container !== undefined && { headers: { [HANDLER_HEADER]: container } }),
    }),
    get log() {
      return log()
    },
    signal,
    progress,
    transitionId,
    executionId,
  })
  return toJsonObject(await validate('output', transition.output, returned))
}

/** The ending of what was thrown, which is logged where it is a failure. */
export function failureOf(error: unknown, log: () => Logger, prefix = ''): Ending {
  const outcome = outcomeOfThrown(error, prefix)
  const thrown = outcome.status === 'failed'
  if (thrown) {
    try {
      log().error({ err: error }, outcome.error.message)
    } catch {
      // A logger that the handler broke must not cost the outcome.
    }
  }
  return { outcome, thrown }
}
