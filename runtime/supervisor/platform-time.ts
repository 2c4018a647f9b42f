import type { AnswerHeaders } from '../../client/answer.ts'
import type { Clock } from '../../contract/clock.ts'

/** The header has whole seconds, in milliseconds. */
const RESOLUTION_MS = 1000

/** The platform's time, by the `Date` of its answers. Only what elapses moves it on: no step of our own clock does. */
export interface PlatformTime {
  /** Reads the headers of an answer that has just come. */
  observe(headers: AnswerHeaders): void
  /** Milliseconds since the epoch. Until an answer has had a `Date`, it is our own time. */
  now(): number
}

/** Starts with the machine's own time, until an answer has told the platform's. */
export function createPlatformTime(clock: Clock): PlatformTime {
  let known: { time: number; at: number } | undefined
  return {
    observe(headers) {
      const date = Date.parse(headers.get('date') ?? '')
      if (Number.isNaN(date)) return
      // Within the header's resolution our own time is as good, and finer.
      const time = Math.min(Math.max(clock.now(), date), date + RESOLUTION_MS)
      known = { time, at: clock.monotonic() }
    },
    now: () => (known ? known.time + clock.monotonic() - known.at : clock.now()),
  }
}
