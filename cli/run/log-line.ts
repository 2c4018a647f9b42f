import { styleText } from 'node:util'

const LEVELS = [
  { from: 60, name: 'fatal', style: 'red' },
  { from: 50, name: 'error', style: 'red' },
  { from: 40, name: 'warn', style: 'yellow' },
  { from: 30, name: 'info', style: 'green' },
  { from: 20, name: 'debug', style: 'blue' },
  { from: 0, name: 'trace', style: 'gray' },
] as const

/** What every line of an execution has, and nobody needs to read again. */
const KNOWN = new Set(['level', 'time', 'transitionId', 'executionId', 'msg', 'err'])

/** A JSON log line for a person: level, message, what else it says, and an error's stack; other lines as they are. */
export function formatLogLine(line: string): string {
  const entry = parse(line)
  if (!entry) return line
  const level = LEVELS.find(({ from }) => Number(entry['level']) >= from) ?? LEVELS[5]
  const rest = Object.entries(entry)
    .filter(([key]) => !KNOWN.has(key))
    .map(([key, value]) => `${key}=${JSON.stringify(value)}`)
  const text = [styleText(level.style, level.name.padEnd(5)), entry['msg'], styleText('dim', rest.join(' '))]
    .filter(Boolean)
    .join(' ')
  return `${text}${stackOf(entry['err'])}`
}

function parse(line: string): Record<string, unknown> | undefined {
  if (!line.startsWith('{')) return undefined
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

function stackOf(error: unknown): string {
  if (typeof error !== 'object' || error === null || !('stack' in error) || typeof error.stack !== 'string')
    return ''
  return styleText('dim', `\n${error.stack.replaceAll(/^/gm, '            ')}`)
}
