import { pino, type Logger } from 'pino'
import type { Environment } from './environment.ts'

/** One JSON line for each event, on stdout, with the ids that it belongs to. */
export function createLogger({ transitionId, executionId, logLevel }: Environment): Logger {
  // Synchronous: what was logged is out when the process ends, however it ends.
  return pino(
    { level: logLevel, base: { transitionId, executionId } },
    pino.destination({ dest: 1, sync: true }),
  )
}
