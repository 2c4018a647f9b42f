import pino from 'pino'
import { expect, test } from 'vitest'
import { systemClock } from '../../contract/clock.ts'
import { EnvironmentError } from '../environment.ts'
import { ExitCode } from '../exit-codes.ts'
import { createStop } from '../supervisor/stop.ts'
import { work } from './work.ts'

test.each([1, 3, 64])(
  'a handler that does not load is loaded once, whatever the concurrency: %d',
  async (concurrency) => {
    let loads = 0
    const worked = work<object>({
      concurrency,
      clock: systemClock,
      log: pino({ level: 'silent' }),
      processes: {
        acquire: async (signal) => {
          if (signal.aborted) return undefined
          loads += 1
          throw new EnvironmentError(['no default export'])
        },
        isFit: () => true,
        release: () => undefined,
      },
      platformTime: { now: Date.now },
      claim: async () => undefined,
      supervise: async () => ExitCode.ok,
      stop: createStop(),
    })
    await expect(worked).rejects.toThrow('no default export')
    expect(loads).toBe(1)
  },
)
