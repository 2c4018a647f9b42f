import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { styleText } from 'node:util'
import { findCredentials, type Credentials } from '../../client/index.ts'
import { TransitionId } from '../../contract/index.ts'
import { findHandler } from '../../platform/launchers/find-handler.ts'
import { LaunchError } from '../../platform/launchers/launcher.ts'
import { formatLogLine } from '../run/log-line.ts'
import { readHandler } from '../run/handler.ts'
import { runtimeCommand } from '../runtime-command.ts'
import { UsageError } from '../usage-error.ts'
import type { WorkOptions } from '../work.ts'

/** Runs the runtime as a worker until it ends; resolves with its exit code. */
export async function runWorker(handlerPath: string, options: WorkOptions): Promise<number> {
  const env = {
    ...process.env,
    ...variablesOf(await findCredentials({ profile: options.profile })),
    TRANSITION_ID: readTransition(options.transition ?? process.env['TRANSITION_ID']),
    TRANSITION_HANDLER: await handlerFile(handlerPath),
    TRANSITION_CONCURRENCY: String(options.concurrency),
    // That of an execution would make it anything but a worker.
    EXECUTION_ID: '',
  }
  const [program, ...args] = runtimeCommand()
  const runtime = spawn(program, args, {
    env,
    stdio: ['ignore', options.json ? 'inherit' : 'pipe', 'inherit'],
  })
  // The worker decides when it has ended. One that gets a signal twice, as from a terminal, heeds the first.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => runtime.kill(signal))
  if (runtime.stdout) createInterface({ input: runtime.stdout }).on('line', (line) => console.log(show(line)))
  const [code] = await once(runtime, 'close')
  // Without a code a signal has ended it.
  return typeof code === 'number' ? code : 1
}

function variablesOf({ clientId, clientSecret, authEndpoint, apiEndpoint, apiKey }: Credentials) {
  return {
    LAS_CLIENT_ID: clientId,
    LAS_CLIENT_SECRET: clientSecret,
    LAS_AUTH_ENDPOINT: authEndpoint,
    LAS_API_ENDPOINT: apiEndpoint,
    LAS_API_KEY: apiKey ?? '',
  }
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
