import { styleText } from 'node:util'
import type { LogEvent } from '../../contract/index.ts'
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
  let start = Date.now()
  const show = (mark: string, text: string) => {
    const seconds = ((Date.now() - start) / 1000).toFixed(2).padStart(6)
    console.log(`${styleText('dim', `${seconds} s`)}  ${mark} ${text}`)
  }

  return {
    step: showStep,
    event(event) {
      if (event.type === 'started') {
        start = Date.now()
        showStep('execution', '', event.execution.executionId)
        console.log()
      }
      if (event.type === 'heartbeat')
        show(styleText('magenta', '♥'), styleText('dim', `heartbeat ${JSON.stringify(event.body)}`))
      if (event.type === 'log') showLog(show, event.event)
    },
    end({ execution, output, error }) {
      const isGood = execution.status === 'succeeded'
      const status = styleText(['bold', isGood ? 'green' : 'red'], execution.status)
      console.log(
        `\n${isGood ? styleText('green', '✔') : styleText('red', '✘')} ${status}${error ? `: ${error.message}` : ''}\n`,
      )
      if (output) console.log(`${formatOutput(output)}\n`)
      console.log(styleText('dim', 'The execution, as the API answers it:'))
      console.log(JSON.stringify(execution, undefined, 2))
    },
  }
}

function showStep(kind: string, what: string, id = ''): void {
  console.log([kind.padEnd(10), id && styleText('dim', id), what].filter(Boolean).join('  '))
}

function showLog(show: (mark: string, text: string) => void, event: LogEvent): void {
  show(styleText('cyan', '│'), formatLogLine(event.message ?? ''))
}

/** Fields as a table, everything else as JSON. */
function formatOutput({ predictions, ...rest }: NonNullable<RunResult['output']>): string {
  const table = formatTable(predictions)
  if (table === undefined)
    return JSON.stringify(predictions === undefined ? rest : { predictions, ...rest }, undefined, 2)
  return `${table}\n\n${JSON.stringify(rest, undefined, 2)}`
}
