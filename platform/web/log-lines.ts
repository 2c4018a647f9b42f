import type { LogEvent } from '../../contract/index.ts'

/** pino's levels, the most urgent first. */
const LEVELS = [
  { from: 60, name: 'fatal' },
  { from: 50, name: 'error' },
  { from: 40, name: 'warn' },
  { from: 30, name: 'info' },
  { from: 20, name: 'debug' },
  { from: 0, name: 'trace' },
] as const

/** A level of pino's, by name. */
export type LevelName = (typeof LEVELS)[number]['name']

/** The levels by name, the most urgent first. */
export const levelNames: readonly LevelName[] = LEVELS.map(({ name }) => name)

/** Fields that are the same in each line, or are shown elsewhere. */
const KNOWN = new Set(['level', 'time', 'pid', 'hostname', 'transitionId', 'executionId', 'msg', 'err'])

/** A line of a log. */
export interface LogLine {
  /** Milliseconds since the epoch. */
  at: number | undefined
  /** Undefined for what no logger printed. */
  level: LevelName | undefined
  text: string
  /** The line's other fields, as JSON. */
  fields: [name: string, value: string][]
  stack: string | undefined
}

/** Reads a line that a container printed. */
export function readLogLine({ timestamp: at, message = '' }: LogEvent): LogLine {
  const entry = parse(message)
  if (!entry) return { at, level: undefined, text: message, fields: [], stack: undefined }
  return {
    at,
    level: LEVELS.find(({ from }) => Number(entry['level']) >= from)?.name,
    text: typeof entry['msg'] === 'string' ? entry['msg'] : '',
    fields: Object.entries(entry)
      .filter(([name]) => !KNOWN.has(name))
      .map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]),
    stack: stackOf(entry['err']),
  }
}

/** The lines of a level or a more urgent one that contain a text. A line without a level counts as `info`. */
export function filterLines(lines: LogLine[], { level, text }: { level: string; text: string }): LogLine[] {
  const last = levelNames.findIndex((name) => name === level)
  const wanted = text.toLowerCase()
  return lines.filter(
    (line) =>
      (last === -1 || levelNames.indexOf(line.level ?? 'info') <= last) &&
      (wanted === '' || wordsOf(line).toLowerCase().includes(wanted)),
  )
}

function wordsOf({ text, fields, stack = '' }: LogLine): string {
  return [text, ...fields.map(([name, value]) => `${name}=${value}`), stack].join(' ')
}

function parse(line: string): Record<string, unknown> | undefined {
  if (!line.startsWith('{')) return undefined
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

function stackOf(error: unknown): string | undefined {
  return typeof error === 'object' && error !== null && 'stack' in error ? String(error.stack) : undefined
}
