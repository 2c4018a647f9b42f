import { readerGone } from '../interruption.ts'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { styleText } from 'node:util'
import { credentialsToEnvironment } from '../../client/credentials.ts'
import type { Client } from '../../client/index.ts'
import { TransitionId } from '../../contract/index.ts'
import { findHandler } from '../../platform/launchers/find-handler.ts'
import { LaunchError } from '../../platform/launchers/launcher.ts'
import { onStopSignal } from '../../runtime/supervisor/stop-signals.ts'
import { connect } from '../connect.ts'
import { findNamed } from '../inspect/resolve-subject.ts'
import { formatLogLine } from '../local-run/format-log-line.ts'
import { readHandler } from '../local-run/handler-url.ts'
import { runtimeCommand } from '../runtime-command.ts'
import { UsageError } from '../usage-error.ts'
import type { WorkOptions } from '../commands/work-command.ts'

/** Runs the runtime as a worker until it ends; resolves with its exit code. */
export async function runWorker(handlerPath: string, options: WorkOptions): Promise<number> {
  const { given, isId } = readTransition(options.transition ?? process.env['TRANSITION_ID'])
  const handler = await handlerFile(handlerPath)
  const { client, credentials, name } = await connect(options, { findsLocal: false })
  const env = {
    ...process.env,
    // None is this machine's own.
    LAS_API_KEY: '',
    ...credentialsToEnvironment(credentials),
    TRANSITION_ID: isId ? given : await idOf(client, given, name),
    TRANSITION_HANDLER: handler,
    TRANSITION_CONCURRENCY: String(options.concurrency),
    // With an EXECUTION_ID the runtime would not be a worker.
    EXECUTION_ID: '',
  }
  const [program, ...args] = runtimeCommand()
  const runtime = spawn(program, args, {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  // The worker decides when to exit. From a terminal it gets a signal twice; it ignores the second.
  onStopSignal((signal) => runtime.kill(signal))
  readerGone.addEventListener('abort', () => runtime.kill('SIGINT'))
  const print = (line: string) => console.log(options.json ? line : show(line))
  createInterface({ input: runtime.stdout }).on('line', print)
  createInterface({ input: runtime.stderr }).on('line', (line) => console.error(line))
  const [code] = await once(runtime, 'close')
  // Without a code a signal has ended it.
  return typeof code === 'number' ? code : 1
}

function readTransition(given: string | undefined): { given: string; isId: boolean } {
  if (given === undefined || given === '')
    throw new UsageError('Which transition? Say --transition with its id or name, or set TRANSITION_ID')
  const isId = TransitionId.safeParse(given).success
  if (isId || !given.startsWith('las:')) return { given, isId }
  throw new UsageError(
    `${given} is no transition: expected las:transition:<32 hexadecimal digits>, or a name`,
  )
}

async function idOf(client: Client, name: string, platform: string): Promise<TransitionId> {
  const transition = await findNamed(client, name, 'manual')
  if (transition) return transition.transitionId
  throw new UsageError(`No manual transition of ${platform} is called ${name}`)
}

async function handlerFile(path: string): Promise<string> {
  try {
    return await findHandler(await readHandler(path))
  } catch (error) {
    if (error instanceof LaunchError) throw new UsageError(error.message)
    throw error
  }
}

/** A line for a person: when, of which execution, and what. */
function show(line: string): string {
  const [, executionId = ''] = /"executionId":"([^"]+)"/.exec(line) ?? []
  const time = new Date().toTimeString().slice(0, 8)
  return `${styleText('dim', `${time}  ${executionId.slice(-6).padEnd(6)}`)}  ${formatLogLine(line)}`
}
