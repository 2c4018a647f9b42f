import type { Logger } from 'pino'
import { ApiError } from '../../client/index.ts'
import type { Clock, JsonObject } from '../../contract/index.ts'
import type { ExecutionApi } from './execution-api.ts'

export interface HeartbeatOptions {
  api: ExecutionApi
  clock: Clock
  log: Logger
  intervalMs: number
  /** Ends the heartbeats. */
  signal: AbortSignal
  /** What the next heartbeat says. */
  body: () => JsonObject
  /** Called once, with the reason, when the platform no longer holds the execution for running. */
  onLost: (reason: string) => void
}

/** Sends a heartbeat now and then one every interval, until the signal aborts or the execution is no longer ours. */
export async function sendHeartbeats({
  api,
  clock,
  log,
  intervalMs,
  signal,
  body,
  onLost,
}: HeartbeatOptions): Promise<void> {
  while (!signal.aborted) {
    try {
      // A heartbeat that comes later than the next one is worth nothing.
      await api.heartbeat(body(), { signal, timeoutMs: intervalMs, retry: false })
    } catch (error) {
      if (signal.aborted) return
      const lost = isRefusal(error) ? await whyLost(api, signal) : undefined
      if (lost !== undefined) return onLost(lost)
      log.warn({ err: error }, 'A heartbeat did not arrive; the next one follows')
    }
    await clock.sleep(intervalMs, signal).catch(() => undefined)
  }
}

/** 400 or 404: the platform doesn't take heartbeats for this execution. */
function isRefusal(error: unknown): boolean {
  return error instanceof ApiError && (error.status === 400 || error.status === 404)
}

/** Why the execution is no longer ours; undefined while it may be. */
async function whyLost(api: ExecutionApi, signal: AbortSignal): Promise<string | undefined> {
  try {
    const { status } = await api.get({ signal })
    return status === 'running' ? undefined : `the platform has it as ${status}`
  } catch (error) {
    return isRefusal(error) ? 'the platform no longer knows it' : undefined
  }
}
