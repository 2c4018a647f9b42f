import type { Clock, JsonObject } from '../../contract/index.ts'

/** How the handler gets on, for heartbeats. */
export interface Progress {
  /** Notes a `progress()` of the handler. */
  note: (detail: unknown) => void
  /** A heartbeat's body. */
  report: () => JsonObject
}

export function createProgress(clock: Clock): Progress {
  const start = clock.now()
  let latest: { detail: unknown; at: number } | undefined
  const secondsSince = (time: number) => Math.round((clock.now() - time) / 100) / 10
  return {
    note: (detail) => {
      latest = { detail, at: clock.now() }
    },
    report: () => ({
      runningForSeconds: secondsSince(start),
      ...(latest && { progress: { detail: latest.detail ?? null, secondsAgo: secondsSince(latest.at) } }),
    }),
  }
}
