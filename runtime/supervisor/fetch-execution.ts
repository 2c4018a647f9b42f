import type { Clock, TransitionExecution } from '../../contract/index.ts'
import { messageOf } from '../../contract/message-of.ts'
import { ApiError } from '../../client/errors.ts'
import { isTransient, pauseMs } from './backoff.ts'
import type { Stop } from './stop.ts'
import type { ExecutionApi } from './execution-api.ts'
import type { Log } from '../log.ts'

/** Without a heartbeat the platform gives an execution up after 60 seconds: it is not worth fetching any longer. */
const GIVE_UP_AFTER_MS = 60_000
/** One attempt, in milliseconds. */
const TRY_TIMEOUT_MS = 15_000

/** An execution that is leased to another container is asked for again after so many milliseconds. */
const LEASED_RETRY_MS = 5000

/**
 * The execution as the platform has it; undefined, and the reason logged, if it can't be had. While another
 * container holds the lease it waits: the execution ends there, or the lease expires and becomes ours.
 */
export async function fetchExecution(
  {
    api,
    clock,
    log,
    stop,
  }: { api: ExecutionApi; clock: Clock; log: Log; stop: Pick<Stop, 'ordered' | 'current'> },
  signal: AbortSignal,
): Promise<TransitionExecution | undefined> {
  let giveUpAt = clock.monotonic() + GIVE_UP_AFTER_MS
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await api.get({ retry: false, timeoutMs: TRY_TIMEOUT_MS, signal })
    } catch (error) {
      if (error instanceof ApiError && error.status === 409 && !signal.aborted) {
        log.warn(`Waiting: ${messageOf(error)}`)
        await Promise.race([clock.sleep(LEASED_RETRY_MS, signal).catch(() => undefined), stop.ordered])
        if (stop.current) return undefined
        giveUpAt = clock.monotonic() + GIVE_UP_AFTER_MS
        continue
      }
      const waitMs = pauseMs(attempt, error, giveUpAt - clock.monotonic())
      if (signal.aborted || !isTransient(error) || clock.monotonic() + waitMs > giveUpAt) {
        log.fatal({ err: error }, `The execution could not be fetched: ${messageOf(error)}`)
        return undefined
      }
      log.warn({ err: error }, 'The execution could not be fetched; trying again')
      await clock.sleep(waitMs, signal).catch(() => undefined)
    }
  }
}
