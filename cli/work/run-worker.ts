import { readerGone } from '../interruption.ts'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { styleText } from 'node:util'
import { credentialsToEnvironment } from '../../client/credentials.ts'
import { findCredentials, type Credentials } from '../../client/index.ts'
import { TransitionId } from '../../contract/index.ts'
import { findHandler } from '../../platform/launchers/find-handler.ts'
import { LaunchError } from '../../platform/launchers/launcher.ts'
import { onStopSignal } from '../../runtime/supervisor/stop-signals.ts'
import { formatLogLine } from '../local-run/format-log-line.ts'
import { readHandler } from '../local-run/handler-url.ts'
import { runtimeCommand } from '../runtime-command.ts'
import { CREDENTIALS_FILE, warnIfReadable } from '../warn-if-readable.ts'
import { UsageError } from '../usage-error.ts'
import type { WorkOptions } from '../commands/work-command.ts'

/** Runs the runtime as a worker until it ends; resolves with its exit code. */
export async function runWorker(handlerPath: string, options: WorkOptions): Promise<number> {
  const env = {
    ...process.env,
    // None is this machine's own.
    LAS_API_KEY: '',
    ...credentialsToEnvironment(await credentialsOf(options)),
    TRANSITION_ID: readTransition(options.transition ?? process.env['TRANSITION_ID']),
    TRANSITION_HANDLER: await handlerFile(handlerPath),
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

/** @throws CredentialsError */
async function credentialsOf({ profile }: WorkOptions): Promise<Credentials> {
  if (profile !== undefined) await warnIfReadable(CREDENTIALS_FILE)
  return findCredentials({ profile })
}

function readTransition(id: string | undefined): string {
  if (id === undefined || id === '')
    throw new UsageError('Which transition? Say --transition las:transition:…, or set TRANSITION_ID')
  if (TransitionId.safeParse(id).success) return id
  throw new UsageError(`${id} is no transition: expected las:transition:<32 hexadecimal digits>`)
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
