import type { Clock, JsonObject } from '../../contract/index.ts'
import { PULSE_INTERVAL_MS, type Pulse } from '../messages.ts'

/** A handler whose event loop has not turned for this long, in milliseconds, counts as blocked. */
export const BLOCKED_AFTER_MS = 10_000

/** How the handler gets on: whether its event loop turns, and what it says of its work. */
export interface VitalSigns {
  /** Notes a `progress()` of the handler. */
  noteProgress(detail: unknown): void
  notePulse(pulse: Pulse): void
  /** Notes how much memory the handler process had at its end, in bytes. */
  notePeak(rssBytes: number): void
  /** How long the event loop has not turned, in milliseconds. */
  silentForMs(): number
  /** A heartbeat's body. */
  report(): JsonObject
  /** The most resident memory seen of the handler process, in bytes. */
  readonly peakRssBytes: number
}

export function createVitalSigns(clock: Clock): VitalSigns {
  const start = clock.now()
  let progress: { detail: unknown; at: number } | undefined
  let pulse: (Pulse & { at: number }) | undefined
  let peakRssBytes = 0
  const secondsSince = (time: number) => Math.round((clock.now() - time) / 100) / 10
  const silentForMs = () => clock.now() - (pulse?.at ?? start)

  return {
    noteProgress: (detail) => {
      progress = { detail: detail ?? null, at: clock.now() }
    },
    notePulse: (taken) => {
      pulse = { ...taken, at: clock.now() }
      peakRssBytes = Math.max(peakRssBytes, taken.rssBytes)
    },
    notePeak: (rssBytes) => {
      peakRssBytes = Math.max(peakRssBytes, rssBytes)
    },
    silentForMs,
    report: () => ({
      runningForSeconds: secondsSince(start),
      handler: {
        state: silentForMs() < BLOCKED_AFTER_MS ? 'responsive' : 'blocked',
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
