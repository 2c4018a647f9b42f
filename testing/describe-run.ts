import { inspect } from 'node:util'
import { ownFrames } from './own-frames.ts'
import type { RunResult } from './run-result.ts'

/** How many lines of the log are shown. */
const LAST_LINES = 10

/** Describes a run's end for a failed expectation: the outcome in words, and the last lines of the log. */
export function describeRun({ status, output, error, exitCode, logs }: RunResult<unknown>): string {
  const what = error ? `: ${error.message}` : output === undefined ? '' : `, with ${inspect(output)}`
  const lines = logs.slice(-LAST_LINES).flatMap(({ level, message, err, ...rest }) => {
    const more =
      Object.keys(rest).length === 0 ? '' : ` ${inspect(rest, { breakLength: Infinity, depth: 1 })}`
    return [`  ${level.padEnd(5)} ${message}${more}`, ...ownFrames(err).map((frame) => `          ${frame}`)]
  })
  return [
    `The execution is ${status}${what} (exit code ${exitCode})`,
    ...(lines.length > 0 ? [`The log${logs.length > LAST_LINES ? ', its end' : ''}:`, ...lines] : []),
  ].join('\n')
}
