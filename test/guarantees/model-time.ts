// The clocks of the property tests: the platform's is right, the container's may be wrong, and steps.
import { array, boolean, constantFrom, integer, oneof, record } from 'fast-check'
import { createPlatformTime } from '../../runtime/supervisor/platform-time.ts'
import { VirtualClock } from '../../testing/virtual-clock.ts'

const START = Date.parse('2026-01-01T00:00:00Z')
const MINUTE = 60_000

export interface TimeScript {
  /** What the container's clock is ahead of the platform's at first, in milliseconds. */
  skewMs: number
  /** Steps of the container's clock, in milliseconds from the start. */
  steps: readonly { at: number; byMs: number }[]
  /** Whether the platform's answers have a `Date`. */
  hasDate: boolean
}

/** A container's clock that is right. */
export const RIGHT: TimeScript = { skewMs: 0, steps: [], hasDate: true }

const stepMs = oneof(
  integer({ min: -MINUTE, max: MINUTE }),
  constantFrom(-24 * 60 * MINUTE, -60 * MINUTE, -30_000, 30_000, 60 * MINUTE, 24 * 60 * MINUTE),
)
export const timeScript = record<TimeScript>({
  skewMs: oneof(constantFrom(0, 0, 400, -2 * MINUTE, 2 * MINUTE), stepMs),
  steps: array(record({ at: integer({ min: 0, max: 6 * MINUTE }), byMs: stepMs }), { maxLength: 3 }),
  hasDate: boolean(),
})

/** A platform's and a container's time, as the script says. */
export function modelTime({ skewMs, steps, hasDate }: TimeScript) {
  const clock = new VirtualClock(START + skewMs)
  for (const { at, byMs } of steps) void clock.sleep(at).then(() => clock.step(byMs))
  const platformTime = createPlatformTime(clock)
  const platformNow = () => START + clock.monotonic()
  return {
    clock,
    platformTime,
    platformNow,
    /** The container reads an answer of the platform's. */
    answered() {
      const date = hasDate ? new Date(platformNow()).toUTCString() : null
      platformTime.observe({ get: (name) => (name === 'date' ? date : null) })
    },
  }
}
export type ModelTime = ReturnType<typeof modelTime>
