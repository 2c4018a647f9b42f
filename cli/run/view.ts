import { styleText } from 'node:util'
import type { JsonObject, OutcomeStatus } from '../../contract/index.ts'
import type { PlatformEvent } from '../../platform/index.ts'
import { formatLogLine } from './log-line.ts'
import type { RunResult } from './session.ts'
import { formatTable } from './table.ts'

/** Shows a run to someone. */
export interface RunView {
  step(kind: string, what: string, id?: string): void
  event(event: PlatformEvent): void
  end(result: RunResult): void
}

/** For a program: one JSON object at the end. */
export function createJsonView(): RunView {
  return {
    step: () => {},
    event: () => {},
    end: ({ execution, output, error, log }) =>
      console.log(
        JSON.stringify({ execution, output: output ?? null, error: error ?? null, log }, undefined, 2),
      ),
  }
}

/** For a person: what happens, as it happens. */
export function createTextView(): RunView {
  return {
    step: showStep,
    event: createTimeline(),
    end({ execution, output, error }) {
      if (execution.status !== 'running') console.log(`\n${formatOutcome(execution.status, error)}\n`)
      if (output) console.log(`${formatOutput(output)}\n`)
      console.log(styleText('dim', 'The execution, as the API answers it:'))
      console.log(JSON.stringify(execution, undefined, 2))
    },
  }
}

/** What happens in an execution, a line for each, with the seconds since its start. */
export function createTimeline(): (event: PlatformEvent) => void {
  let start = Date.now()
  const show = (mark: string, text: string) => {
    const seconds = ((Date.now() - start) / 1000).toFixed(2).padStart(6)
    console.log(`${styleText('dim', `${seconds} s`)}  ${mark} ${text}`)
  }
  return (event) => {
    if (event.type === 'started') {
      start = Date.now()
      showStep('execution', '', event.execution.executionId)
      console.log()
    }
    if (event.type === 'heartbeat')
      show(styleText('magenta', '♥'), styleText('dim', `heartbeat${formatHeartbeat(event.body)}`))
    if (event.type === 'log') show(styleText('cyan', '│'), formatLogLine(event.event.message ?? ''))
  }
}

/** What a heartbeat says of the handler; one that the runtime did not make, as it is. */
function formatHeartbeat({ handler, progress, ...rest }: JsonObject): string {
  const state =
    typeof handler === 'object' && handler !== null && 'state' in handler ? handler.state : undefined
  if (typeof state !== 'string') return ` ${JSON.stringify({ handler, progress, ...rest })}`
  return ` · handler ${state}${progress === undefined ? '' : ` · ${JSON.stringify(progress)}`}`
}

/** Something that was made on the way: its kind, its id, what it is. */
export function showStep(kind: string, what: string, id = ''): void {
  console.log([kind.padEnd(10), id && styleText('dim', id), what].filter(Boolean).join('  '))
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
