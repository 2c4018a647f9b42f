import type { LogLine } from './run-result.ts'

/** pino's levels. */
const LEVELS: Readonly<Record<number, string>> = {
  10: 'trace',
  20: 'debug',
  30: 'info',
  40: 'warn',
  50: 'error',
  60: 'fatal',
}

/** A line that the container printed, without what differs from run to run by itself: its time and the ids. */
export function readLogLine(line: string): LogLine {
  const { level, msg, time: _time, transitionId: _id, executionId: _other, ...rest } = entryOf(line)
  return { level: LEVELS[Number(level)] ?? String(level), message: String(msg), ...rest }
}

function entryOf(line: string): Record<string, unknown> {
  try {
    return JSON.parse(line)
  } catch {
    // The runtime itself says what is wrong with its environment before it can log.
    return { level: 60, msg: line }
  }
}
