import type { Clock, TransitionExecution } from '../../contract/index.ts'
import { messageOf } from '../../contract/message-of.ts'
import { backoffMs, isTransient } from './backoff.ts'
import type { ExecutionApi } from './execution-api.ts'
import type { Log } from '../log.ts'

/** Without a heartbeat the platform gives an execution up after 60 seconds: it is not worth fetching any longer. */
const GIVE_UP_AFTER_MS = 60_000
/** One try, in milliseconds. */
const TRY_TIMEOUT_MS = 15_000

/** The execution as the platform has it; undefined, and the reason logged, if it can't be had. */
export async function fetchExecution(
  { api, clock, log }: { api: ExecutionApi; clock: Clock; log: Log },
  signal: AbortSignal,
): Promise<TransitionExecution | undefined> {
  const giveUpAt = clock.now() + GIVE_UP_AFTER_MS
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await api.get({ retry: false, timeoutMs: TRY_TIMEOUT_MS, signal })
    } catch (error) {
      const waitMs = backoffMs(attempt, error)
      if (signal.aborted || !isTransient(error) || clock.now() + waitMs > giveUpAt) {
        log.fatal({ err: error }, `The execution could not be fetched: ${messageOf(error)}`)
        return undefined
      }
      log.warn({ err: error }, 'The execution could not be fetched; trying again')
      await clock.sleep(waitMs, signal).catch(() => undefined)
    }
  }
}
