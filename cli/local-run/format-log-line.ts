import { styleText } from 'node:util'
import { ownFrames } from '../../testing/own-frames.ts'

/** pino's levels. */
const LEVELS: Readonly<Record<string, readonly [name: string, style: Parameters<typeof styleText>[0]]>> = {
  10: ['TRACE', 'gray'],
  20: ['DEBUG', 'blue'],
  30: ['INFO', 'green'],
  40: ['WARN', 'yellow'],
  50: ['ERROR', 'red'],
  60: ['FATAL', 'red'],
}

/** A JSON log line for a person: level, message, what else it says, and where an error came from; other lines as they are. */
export function formatLogLine(line: string): string {
  const entry = parse(line)
  if (!entry) return line
  // Every line of an execution has the ids; errors are shown by their stack.
  const { level, msg = '', time: _, pid: _pid, hostname: _host, err, status: _status, ...rest } = entry
  const { transitionId: _transition, executionId: _execution, ...fields } = rest
  const [name, style] = LEVELS[Number(level)] ?? ['INFO', 'green']
  const more = Object.keys(fields).length === 0 ? '' : ` ${styleText('dim', JSON.stringify(fields))}`
  const frames = ownFrames(err).map((frame) => styleText('dim', `               ${frame}`))
  return [`${styleText(style, name)}: ${styleText('cyan', String(msg))}${more}`, ...frames].join('\n')
}

function parse(line: string): Record<string, unknown> | undefined {
  if (!line.startsWith('{')) return undefined
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}
