import type { Container } from '../simulated-container.ts'
import { VirtualClock } from '../virtual-clock.ts'

/** Lets the time of a workflow's platform pass. */
export interface Pace {
  readonly clock: VirtualClock
  /** Counts the calls that the platform is working on. */
  countWork(change: 1 | -1): void
  /** Something has changed: a handler began or ended its work. */
  wake(): void
  /** Resolves once nothing more happens without time. */
  settle(): Promise<void>
  /** Lets so many milliseconds pass; what happens meanwhile happens in its order. */
  advance(ms: number): Promise<void>
  /** Lets time pass until this is so; at most a year of it. */
  until(isSo: () => Promise<boolean>): Promise<void>
}

/** After this many turns of the event loop without work, nothing more is pending. */
const QUIET_TURNS = 12
const SECOND_MS = 1000
const YEAR_MS = 366 * 24 * 3600 * SECOND_MS
/**
 * Time that passes without a handler goes in steps of a second, and in longer ones the more of it passes: a twentieth of what has
 * passed while an end is waited for, a two-hundredth of what a test lets pass.
 */
const SHARE = 20

/** @param containers those that run */
export function createPace(startTime: string | undefined, containers: () => Iterable<Container>): Pace {
  let working = 0
  let changed = Promise.withResolvers<void>()
  const clock = new VirtualClock(startTime, turns)
  const all = () => Array.from(containers())
  const isAtWork = () => all().some((container) => container.isAtWork)

  async function turns(): Promise<void> {
    for (let quiet = 0; quiet < QUIET_TURNS; quiet = working === 0 ? quiet + 1 : 0)
      await new Promise((resolve) => setImmediate(resolve))
  }

  async function settle(): Promise<void> {
    for (;;) {
      const { promise } = changed
      await turns()
      if (!isAtWork()) return
      // A handler does what only it knows: no time passes.
      await promise
    }
  }

  /** @returns how much has passed */
  async function pass(atMost: number): Promise<number> {
    await settle()
    const before = clock.monotonic()
    // Heartbeats and deadlines of a container are to the second.
    if (all().length > 0 || atMost <= SECOND_MS) await clock.advance(Math.min(SECOND_MS, atMost))
    else await clock.leap(atMost)
    await settle()
    return clock.monotonic() - before
  }

  return {
    clock,
    countWork: (change) => {
      working += change
    },
    wake() {
      changed.resolve()
      changed = Promise.withResolvers<void>()
    },
    settle,
    async advance(ms) {
      for (let passed = 0; passed < ms;) {
        const step = Math.max(SECOND_MS, ms / 10 / SHARE)
        passed += await pass(Math.min(step, ms - passed))
      }
    },
    async until(isSo) {
      let passed = 0
      for (;;) {
        await settle()
        if (await isSo()) return
        if (passed > YEAR_MS) throw new Error('A year has passed, and it is still going on')
        passed += await pass(Math.max(SECOND_MS, passed / SHARE))
      }
    },
  }
}
