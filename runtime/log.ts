import { describeError } from './describe-error.ts'

/** What the supervisor logs by: the part of pino's interface that it needs. */
export interface Log {
  info: LogLine
  warn: LogLine
  error: LogLine
  fatal: LogLine
}

interface LogLine {
  (message: string): void
  (fields: object, message: string): void
}

/** pino's numbers. */
const LEVELS = { trace: 10, debug: 20, info: 30, warn: 40, error: 50, fatal: 60, silent: Infinity } as const

/**
 * Writes pino's lines without pino, which takes longer to load than an execution's few lines are worth: level, time,
 * ids, fields (`err` as type, message, stack and whatever else an error holds), message.
 */
export function createLog(
  {
    logLevel,
    transitionId,
    executionId,
  }: { logLevel: keyof typeof LEVELS; transitionId: string; executionId?: string | undefined },
  destination: { write(line: string): void },
): Log {
  const line = (level: keyof Log): LogLine => {
    if (LEVELS[level] < LEVELS[logLevel]) return () => undefined
    return (...args: [string] | [object, string]) => {
      const [fields, msg] = args.length === 1 ? [{}, args[0]] : args
      const entry = {
        level: LEVELS[level],
        time: Date.now(),
        transitionId,
        ...(executionId && { executionId }),
        ...fields,
        msg,
      }
      destination.write(
        `${JSON.stringify(entry, (_key, value) => (value instanceof Error ? describeError(value) : value))}\n`,
      )
    }
  }
  return { info: line('info'), warn: line('warn'), error: line('error'), fatal: line('fatal') }
}
