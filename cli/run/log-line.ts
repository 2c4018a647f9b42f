import { styleText } from 'node:util'
import pretty from 'pino-pretty'
import { ownFrames } from '../../testing/own-frames.ts'

const prettify = pretty.prettyFactory({
  // As styleText decides it: a terminal, NO_COLOR, FORCE_COLOR.
  colorize: styleText('red', '.') !== '.',
  singleLine: true,
  // What every line of an execution has, and nobody needs to read again; errors are shown by their stack.
  ignore: 'pid,hostname,time,transitionId,executionId,err,status',
})

/** A JSON log line for a person: level, message, what else it says, and where an error came from; other lines as they are. */
export function formatLogLine(line: string): string {
  const entry = parse(line)
  if (!entry) return line
  const frames = ownFrames(entry['err']).map((frame) => styleText('dim', `               ${frame}`))
  return [prettify(line).trimEnd(), ...frames].join('\n')
}

function parse(line: string): Record<string, unknown> | undefined {
  if (!line.startsWith('{')) return undefined
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}
