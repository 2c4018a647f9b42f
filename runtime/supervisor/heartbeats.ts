import { ApiError } from '../../client/errors.ts'
import type { Clock, JsonObject } from '../../contract/index.ts'
import type { ExecutionApi } from './execution-api.ts'
import type { Log } from '../log.ts'

/**
 * Without a heartbeat for 60 seconds the platform gives an execution up. By this time after the last one that it took,
 * in milliseconds, it surely has.
 */
const GIVEN_UP_AFTER_MS = 90_000

export interface HeartbeatOptions {
  api: ExecutionApi
  clock: Clock
  log: Log
  intervalMs: number
  /** Ends the heartbeats. */
  signal: AbortSignal
  /** What the next heartbeat says. */
  body: () => JsonObject
  /** Called once, with the reason, when the platform no longer holds the execution for running. */
  onLost: (reason: string) => void
  /** Called when no heartbeat has got through for so long that the platform must have given the execution up. */
  onUnheard: () => void
}

export interface Heartbeats {
  /** Until when the platform waits for the next heartbeat, at the most; in milliseconds since the epoch. */
  readonly awaitedUntil: number
  /** Resolves when the last one has been sent. */
  readonly ended: Promise<void>
}

/** Sends a heartbeat now and then one every interval, until the signal aborts or the execution is no longer ours. */
export function sendHeartbeats(options: HeartbeatOptions): Heartbeats {
  const { api, clock, log, intervalMs, signal, body, onLost, onUnheard } = options
  let awaitedUntil = clock.now() + GIVEN_UP_AFTER_MS

  async function beat(): Promise<void> {
    for (let due = clock.now(); !signal.aborted;) {
      try {
        // A heartbeat that comes later than the next one is worth nothing.
        await api.heartbeat(body(), { signal, timeoutMs: intervalMs, retry: false })
        awaitedUntil = clock.now() + GIVEN_UP_AFTER_MS
      } catch (error) {
        if (signal.aborted) return
        const lost = isRefusal(error) ? await whyLost(api, signal) : undefined
        if (lost !== undefined) return onLost(lost)
        log.warn({ err: error }, 'A heartbeat did not arrive; the next one follows')
        if (clock.now() >= awaitedUntil) onUnheard()
      }
      // Counted from when this one was due: one that took its time does not hold up the next.
      due = Math.max(due + intervalMs, clock.now())
      await clock.sleep(due - clock.now(), signal).catch(() => undefined)
    }
  }

  const ended = beat()
  return {
    get awaitedUntil() {
      return awaitedUntil
    },
    ended,
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
    return error instanceof ApiError && error.status === 404 ? 'the platform no longer knows it' : undefined
  }
}
