import { setTimeout as delay } from 'node:timers/promises'
import { styleText } from 'node:util'
import type { Client } from '../../client/index.ts'
import type { LogEvent, LogId, TransitionExecution } from '../../contract/index.ts'
import { connect, type ConnectOptions } from '../connect.ts'
import { interruption, readerGone } from '../interruption.ts'
import { formatLogLine } from '../local-run/format-log-line.ts'
import { newEvents } from '../new-events.ts'
import { UsageError } from '../usage-error.ts'
import { findExecution, latestExecution, resolveSubject } from './resolve-subject.ts'

/** The flags of `transition logs`. */
export interface LogsOptions extends ConnectOptions {
  follow?: boolean
  json?: boolean
}

/** How often a log that is followed is fetched, in milliseconds. */
const FOLLOW_MS = 1000

/** Shows what an execution's container printed. */
export async function logs(given: string, options: LogsOptions): Promise<void> {
  const { client } = await connect(options, { findsLocal: true })
  const { logId, execution } = await findLog(client, given)
  const show = (event: LogEvent) => console.log(options.json ? JSON.stringify(event) : formatEvent(event))
  if (!options.follow || !execution) {
    const { events = [] } = await client.logs.get(logId)
    return events.forEach(show)
  }
  const interrupted = interruption()
  const signal = AbortSignal.any([interrupted, readerGone])
  const isRunning = async () => {
    const { transitionId, executionId } = execution
    return (await client.transitions.executions.get(transitionId, executionId)).status === 'running'
  }
  let shown = 0
  // The last lines may come after the outcome: fetch once more after it.
  for (let fetchesAfterEnd = 0; fetchesAfterEnd < 2 && !readerGone.aborted;) {
    const running = await isRunning()
    const { events = [] } = await client.logs.get(logId)
    const since = newEvents(events, shown)
    since.more.forEach(show)
    shown = since.told
    if (running) fetchesAfterEnd = 0
    else fetchesAfterEnd += 1
    if (fetchesAfterEnd < 2)
      await delay(FOLLOW_MS, undefined, { signal }).catch(() => interrupted.throwIfAborted())
  }
}

/** Finds the log by its id, its execution's id, or a transition's id or name: of a transition the latest. */
async function findLog(
  client: Client,
  given: string,
): Promise<{ logId: LogId; execution: TransitionExecution | undefined }> {
  const subject = await resolveSubject(client, given)
  if (subject.kind === 'log') {
    const { logId, transitionExecutionId } = await client.logs.get(subject.logId)
    return {
      logId,
      execution: transitionExecutionId ? await findExecution(client, transitionExecutionId) : undefined,
    }
  }
  const execution =
    subject.kind === 'execution' ? subject.execution : await latestExecution(client, subject.transition)
  if (!execution) throw new UsageError(`${given} has no executions yet`)
  const { executionId, logId } = execution
  if (logId) return { logId, execution }
  throw new UsageError(`${executionId} has no log: no container was started for it`)
}

function formatEvent({ timestamp, message = '' }: LogEvent): string {
  const time =
    timestamp === undefined ? '' : styleText('dim', `${new Date(timestamp).toISOString().slice(11, 23)}  `)
  return time + formatLogLine(message)
}
