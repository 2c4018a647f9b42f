// The supervisor process: the container's PID 1. It never runs user code.
import { createClient, type AccessToken } from '../../client/index.ts'
import { systemClock } from '../../contract/index.ts'
import type { Environment } from '../environment.ts'
import type { ExitCode } from '../exit-codes.ts'
import { createLogger } from '../logger.ts'
import { unsuccessful } from '../outcome.ts'
import { createExecutionApi } from './execution-api.ts'
import type { HandlerProcess } from './handler-process.ts'
import { createMask } from './mask.ts'
import type { Progress } from './progress.ts'
import { relay } from './relay.ts'
import { createStop } from './stop.ts'
import { supervise } from './supervise.ts'

/** The handler process gets this long, in milliseconds, to be gone after its report. */
const CLOSE_TIMEOUT_MS = 2000

/** Puts the supervisor together from the machine's parts and runs it; leaves no process behind. */
export async function supervisorMain(
  environment: Environment,
  handler: HandlerProcess,
  progress: Progress,
): Promise<ExitCode> {
  const { credentials, graceMs, transitionId, executionId } = environment
  const clock = systemClock
  const log = createLogger(environment)

  let token: AccessToken | undefined
  const mask = createMask([credentials.clientSecret, credentials.apiKey])
  const client = createClient(credentials, {
    onToken: (fetched) => {
      token = fetched
      mask.add(fetched.value)
    },
  })
  const api = createExecutionApi(client, environment)

  const stop = createStop()
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    const reason = `interrupted by ${signal}`
    process.on(signal, () =>
      stop.order({ reason, graceMs, outcome: unsuccessful('retry', `The handler was ${reason}`) }),
    )
  }

  const { lastWords } = relay(handler, {
    log,
    write: (line) => void process.stdout.write(`${line}\n`),
    mask,
    ids: { transitionId, executionId },
  })
  try {
    return await supervise({
      environment,
      api,
      clock,
      log,
      handler,
      progress,
      stop,
      mask,
      token: () => token,
      lastWords,
    })
  } finally {
    const closing = new AbortController()
    const timeout = clock.sleep(CLOSE_TIMEOUT_MS, closing.signal).then(handler.kill, () => undefined)
    await handler.closed
    closing.abort()
    await timeout
  }
}
