import { pino } from 'pino'
import { expect, it } from 'vitest'
import { PlatformError } from '../client/index.ts'
import { createLog } from './log.ts'

const ids = { transitionId: 'las:transition:1', executionId: 'las:transition-execution:1' }

/** What both loggers write of the same line, without its time. */
function both(write: (log: Pick<ReturnType<typeof createLog>, 'info' | 'warn' | 'error'>) => void) {
  const lines: string[][] = [[], []]
  const [ours, theirs] = lines.map((kept) => ({ write: (line: string) => void kept.push(line) }))
  write(createLog({ ...ids, logLevel: 'warn' }, ours ?? process.stdout))
  write(pino({ level: 'warn', base: ids }, theirs ?? process.stdout))
  return lines.map((kept) => kept.map((line) => ({ ...JSON.parse(line), time: 0 })))
}

it.each([
  ['a message', (log: ReturnType<typeof createLog>) => log.warn('Stopping')],
  ['fields', (log: ReturnType<typeof createLog>) => log.error({ status: 'failed', pages: 2 }, 'The end')],
  ['what is below its level', (log: ReturnType<typeof createLog>) => log.info('Nothing to do')],
] as const)('writes %s as pino does', (_what, write) => {
  const [ours, theirs] = both((log) => write(log as ReturnType<typeof createLog>))
  expect(ours).toEqual(theirs)
})

it('writes an error as pino does, with what it holds', () => {
  const err = new PlatformError({ method: 'GET', path: '/x', status: 500 }, 'answered 500')
  const [ours, theirs] = both((log) => log.warn({ err }, 'Again'))
  expect(ours).toEqual(theirs)
  expect(ours?.[0].err).toMatchObject({ type: 'PlatformError', status: 500, message: 'GET /x answered 500' })
})
