import { RequestRefusedError } from '../../client/errors.ts'
import type { Clock, JsonObject } from '../../contract/index.ts'
import type { ExecutionApi } from './execution-api.ts'
import type { Log } from '../log.ts'
import { pauseMs } from './backoff.ts'
import { standingOf } from './standing.ts'

/** After one that did not arrive the next one follows sooner: at the latest after so many milliseconds. */
const RETRY_MS = 5000

/** What a heartbeat says. */
export interface HeartbeatBody extends JsonObject {
  progress?: { detail: unknown }
}

/** When heartbeats are sent, what they say, and who is told that they fail. */
export interface HeartbeatOptions {
  api: ExecutionApi
  clock: Clock
  log: Log
  intervalMs: number
  /** From now to the first one. */
  firstAfterMs: number
  /** From when on the platform waits for the first one, in milliseconds of the monotonic clock. Default: now. */
  since?: number
  /** How long after a heartbeat, in milliseconds, the execution counts as given up if no other got through. */
  givenUpAfterMs: number
  /** Ends the heartbeats. */
  signal: AbortSignal
  /** What the next heartbeat says. Its `progress` is the user's; it is left out once the platform has refused it. */
  body: () => HeartbeatBody
  /** When the execution was leased to us, by the platform's clock; undefined where it is leased only once. */
  startTime?: string | null | undefined
  /** Called once, with the reason, when the platform no longer has the execution as running. */
  onLost: (reason: string) => void
  /** Called when no heartbeat has got through for so long that the platform must have given the execution up. */
  onUnheard: () => void
}

/** Heartbeats that are being sent. */
export interface Heartbeats {
  /** Until when the platform waits for the next heartbeat, at the most; in milliseconds of the monotonic clock. */
  readonly awaitedUntil: number
  /** Resolves when the last one has been sent. */
  readonly ended: Promise<void>
}

/** Sends a first heartbeat and then one every interval, until the signal aborts or the execution is no longer ours. */
export function sendHeartbeats(options: HeartbeatOptions): Heartbeats {
  const { api, clock, log, intervalMs, firstAfterMs, givenUpAfterMs, body, startTime, onLost, onUnheard } =
    options
  const over = new AbortController()
  const signal = AbortSignal.any([options.signal, over.signal])
  let awaitedUntil = (options.since ?? clock.monotonic()) + givenUpAfterMs

  let refused: { detail: unknown } | undefined

  /** @returns the time from when this one was due to the next, in milliseconds */
  async function beat(): Promise<number> {
    const { progress, ...signs } = body()
    const isSaid = progress !== undefined && !(refused && refused.detail === progress.detail)
    const sentAt = clock.monotonic()
    try {
      // A heartbeat that comes later than the next one is worth nothing.
      const options = { signal, timeoutMs: intervalMs, retry: false }
      await api.heartbeat(isSaid ? { ...signs, progress } : signs, options)
      awaitedUntil = sentAt + givenUpAfterMs
      return intervalMs
    } catch (error) {
      if (signal.aborted) return intervalMs
      log.warn({ err: error }, 'A heartbeat did not arrive; the next one follows')
      if (error instanceof RequestRefusedError) {
        if (isSaid) {
          refused = { detail: progress.detail }
          return 0
        }
        void askWhetherLost()
      }
      return Math.min(intervalMs, Math.max(RETRY_MS, pauseMs(0, error)))
    }
  }

  async function askWhetherLost(): Promise<void> {
    const standing = await standingOf(api, startTime, { signal, timeoutMs: intervalMs })
    if (!standing || standing.is === 'ours' || signal.aborted) return
    over.abort()
    onLost(standing.reason)
  }

  async function beatUntilAborted(): Promise<void> {
    for (let due = clock.monotonic() + firstAfterMs; ;) {
      await clock.sleep(due - clock.monotonic(), signal).catch(() => undefined)
      if (signal.aborted) return
      // Counted from when this one was due: one that took its time does not hold up the next.
      due = Math.max(due + (await beat()), clock.monotonic())
    }
  }

  async function listen(): Promise<void> {
    while (clock.monotonic() < awaitedUntil) await clock.sleep(awaitedUntil - clock.monotonic(), signal)
    onUnheard()
  }

  // Only the signal ends it before its time.
  listen().catch((error: unknown) => {
    if (!signal.aborted) throw error
  })
  const ended = beatUntilAborted()
  return {
    get awaitedUntil() {
      return awaitedUntil
    },
    ended,
  }
}
