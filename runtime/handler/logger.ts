import type { Logger } from 'pino'
import { describeError } from '../describe-error.ts'
import type { Environment } from '../environment.ts'
import { loadPino } from './load-pino.cjs'

/**
 * One JSON line for each event, with the ids that it belongs to.
 * @param destination where lines go; by default straight to stdout, so that what was logged is out whatever comes next
 */
export function createLogger(
  { transitionId, executionId, logLevel }: Pick<Environment, 'transitionId' | 'executionId' | 'logLevel'>,
  destination?: { write(line: string): void },
): Logger {
  const { pino } = loadPino()
  return pino(
    {
      level: logLevel,
      base: { transitionId, ...(executionId && { executionId }) },
      // pino's own follows causes without end, and reads getters that throw.
      serializers: { err: describeError },
    },
    destination ?? pino.destination({ dest: 1, sync: true }),
  )
}
