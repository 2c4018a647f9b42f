import type { Clock, JsonObject } from '../../contract/index.ts'
import { PULSE_INTERVAL_MS, type Pulse } from '../messages.ts'

/** A handler whose event loop has not turned for this long, in milliseconds, counts as blocked. */
export const BLOCKED_AFTER_MS = 10_000

/** How the handler gets on: whether its event loop turns, and what it says of its work. */
export interface VitalSigns {
  /** Notes a `progress()` of the handler. */
  recordProgress(detail: unknown): void
  /** Tells of each `progress()` from now on. */
  watchProgress(listener: (detail: unknown) => void): void
  recordPulse(pulse: Pulse): void
  /** Notes that the handler has ended, and the most memory that it had, where it is known, in bytes. */
  recordEnd(rssBytes?: number): void
  /** How long the event loop has not turned, in milliseconds; 0 once the handler has ended. */
  silentForMs(): number
  /** A heartbeat's body. */
  report(): JsonObject
  /** The most resident memory seen of the handler process, in bytes. */
  readonly peakRssBytes: number
}

/** Signs of life, of which there are none yet. */
export function createVitalSigns(clock: Clock): VitalSigns {
  const start = clock.monotonic()
  let progress: { detail: unknown; at: number } | undefined
  let onProgress: ((detail: unknown) => void) | undefined
  let pulse: (Pulse & { at: number }) | undefined
  let peakRssBytes = 0
  let hasEnded = false
  const secondsSince = (time: number) => Math.round((clock.monotonic() - time) / 100) / 10
  const silentForMs = () => (hasEnded ? 0 : clock.monotonic() - (pulse?.at ?? start))
  const state = () => {
    if (hasEnded) return 'ended'
    return silentForMs() < BLOCKED_AFTER_MS ? 'responsive' : 'blocked'
  }

  return {
    recordProgress: (detail) => {
      progress = { detail: detail ?? null, at: clock.monotonic() }
      onProgress?.(detail)
    },
    watchProgress: (listener) => {
      onProgress = listener
    },
    recordPulse: (latest) => {
      pulse = { ...latest, at: clock.monotonic() }
      peakRssBytes = Math.max(peakRssBytes, latest.rssBytes)
    },
    recordEnd: (rssBytes = 0) => {
      hasEnded = true
      peakRssBytes = Math.max(peakRssBytes, rssBytes)
    },
    silentForMs,
    report: () => ({
      runningForSeconds: secondsSince(start),
      handler: {
        state: state(),
        // A loop that does not turn lags by all the time since it last did.
        eventLoopLagMs: Math.max(pulse?.lagMs ?? 0, silentForMs() - PULSE_INTERVAL_MS, 0),
        ...(pulse && { memoryMiB: Math.round(pulse.rssBytes / 2 ** 20) }),
      },
      ...(progress && { progress: { detail: progress.detail, secondsAgo: secondsSince(progress.at) } }),
    }),
    get peakRssBytes() {
      return peakRssBytes
    },
  }
}
