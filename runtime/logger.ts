import { pino, type Logger } from 'pino'
import type { Environment } from './environment.ts'

/**
 * One JSON line for each event, with the ids that it belongs to.
 * @param destination where lines go; by default straight to stdout, so that what was logged is out whatever comes next
 */
export function createLogger(
  { transitionId, executionId, logLevel }: Pick<Environment, 'transitionId' | 'executionId' | 'logLevel'>,
  destination: { write(line: string): void } = pino.destination({ dest: 1, sync: true }),
): Logger {
  return pino({ level: logLevel, base: { transitionId, ...(executionId && { executionId }) } }, destination)
}
