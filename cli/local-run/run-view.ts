import { styleText } from 'node:util'
import type { JsonObject, OutcomeStatus, TransitionExecution } from '../../contract/index.ts'
import { formatTable } from './field-table.ts'
import type { RunEvent } from './run-event.ts'
import type { RunResult } from './run-session.ts'
import { showStep } from './show-step.ts'
import { createTimeline } from './timeline.ts'

/** After this time without one, in milliseconds, a platform misses heartbeats. */
const HEARTBEAT_LIMIT_MS = 60_000

/** Shows a run to someone. */
export interface RunView {
  step(kind: string, what: string, id?: string): void
  event(event: RunEvent): void
  end(result: RunResult): void
}

/** For a program: a line of JSON for each event, and the result at the end. */
export function createJsonView(): RunView {
  return {
    step: () => {},
    event: (event) => console.log(JSON.stringify(event)),
    end: ({ execution, output, error, log }) =>
      console.log(
        JSON.stringify({ type: 'result', execution, output: output ?? null, error: error ?? null, log }),
      ),
  }
}

/**
 * For a person: what happens, as it happens.
 * @param isVerbose whether the execution is shown at the end as the API answers it, with its input and ids
 */
export function createTextView(isVerbose: boolean): RunView {
  const showEvent = createTimeline()
  let heartbeats = 0
  return {
    step: showStep,
    event(event) {
      if (event.type === 'heartbeat') heartbeats += 1
      showEvent(event)
    },
    end({ execution, output, error }) {
      if (execution.status !== 'running') console.log(`\n${formatOutcome(execution.status, error)}`)
      console.log(`${styleText('magenta', '♥')} ${formatHeartbeats(heartbeats, execution)}`)
      if (output) console.log(`\n${formatOutput(output)}`)
      if (!isVerbose) return
      console.log(`\n${styleText('dim', 'The execution, as the API answers it:')}`)
      console.log(JSON.stringify(execution, undefined, 2))
    },
  }
}

/** How many heartbeats were sent in an execution. A platform waits for the first one longer than any runtime. */
export function formatHeartbeats(
  count: number,
  { startTime, endTime }: Pick<TransitionExecution, 'startTime' | 'endTime'>,
): string {
  if (count > 0) return count === 1 ? '1 heartbeat was sent' : `${count} heartbeats were sent`
  const ms = startTime && endTime ? Date.parse(endTime) - Date.parse(startTime) : Infinity
  if (ms >= HEARTBEAT_LIMIT_MS) return 'no heartbeat was sent'
  return `no heartbeat was sent: it was over in ${(ms / 1000).toFixed(2)} s, before the first was due`
}

/** How an execution ended, in a line. */
export function formatOutcome(status: OutcomeStatus, error: { message: string } | undefined): string {
  const isGood = status === 'succeeded'
  const [mark, colour] = isGood ? ['✔', 'green' as const] : ['✘', 'red' as const]
  const message = error ? `: ${error.message}` : ''
  return `${styleText(colour, mark)} ${styleText(['bold', colour], status)}${message}`
}

/** Fields as a table, everything else as JSON. */
export function formatOutput({ predictions, ...rest }: JsonObject): string {
  const table = formatTable(predictions)
  if (table === undefined)
    return JSON.stringify(predictions === undefined ? rest : { predictions, ...rest }, undefined, 2)
  return `${table}\n\n${JSON.stringify(rest, undefined, 2)}`
}
