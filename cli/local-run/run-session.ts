import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient } from '../../client/index.ts'
import type { JsonObject, LogEvent, TransitionExecution } from '../../contract/index.ts'
import { createPlatform, serve, type Launcher, type PlatformEvent } from '../../platform/index.ts'
import { startExecution, type LocalRun, type StartOptions } from './start-execution.ts'

/** The grace period of a handler whose run is interrupted, in seconds. */
const GRACE_PERIOD_SECONDS = 3

/** How a run ended. */
export interface RunResult {
  /** As the API answers it. */
  execution: TransitionExecution
  output: JsonObject | undefined
  error: { message: string } | undefined
  /** What the container printed. */
  log: LogEvent[]
}

/** A platform for one run. Disposing of it stops what it started and removes its state. */
export interface Session extends AsyncDisposable {
  /** Runs it to its end; rejects with the signal's reason where that aborts first. */
  run(run: LocalRun, options: Required<Pick<StartOptions, 'onStep' | 'signal'>>): Promise<RunResult>
}

/** Opens a platform in memory for one run or several. */
export async function openSession(
  onEvent: (event: PlatformEvent) => void,
  launcher: Launcher,
): Promise<Session> {
  const data = await mkdtemp(join(tmpdir(), 'transition-'))
  const ended = Promise.withResolvers<PlatformEvent & { type: 'ended' }>()
  const exited = Promise.withResolvers<void>()
  const platform = await createPlatform({
    data,
    launchers: [launcher],
    onEvent: (event) => {
      onEvent(event)
      if (event.type === 'ended') ended.resolve(event)
      if (event.type === 'exited') exited.resolve()
    },
  })
  const { apiEndpoint, authEndpoint, ...server } = await serve(platform, { port: 0 })
  const { clientId, clientSecret } = platform.appClient
  const credentials = { clientId, clientSecret, apiEndpoint, authEndpoint }
  const client = createClient(credentials)

  return {
    async run(run, { onStep, signal }) {
      const interrupted = once(signal, 'abort').then(() => signal.throwIfAborted())
      // Only awaited while the execution runs: an earlier rejection must not count as unhandled.
      interrupted.catch(() => undefined)

      onStep('platform', apiEndpoint)
      const options = { client, credentials, gracePeriodSeconds: GRACE_PERIOD_SECONDS, onStep, signal }
      const { transitionId, executionId, logId } = await startExecution(run, options)
      await Promise.race([Promise.all([ended.promise, exited.promise]), interrupted])
      const { output, error } = await ended.promise
      const execution = await client.transitions.executions.get(transitionId, executionId, { signal })
      const log = logId ? await client.logs.get(logId, { signal }) : undefined
      return { execution, output, error, log: log?.events ?? [] }
    },

    async [Symbol.asyncDispose]() {
      await platform[Symbol.asyncDispose]()
      await server[Symbol.asyncDispose]()
      await rm(data, { recursive: true, force: true })
    },
  }
}
