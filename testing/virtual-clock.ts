import type { Clock } from '../contract/index.ts'
import { milliseconds, type Duration } from './duration.ts'

interface Sleeper {
  until: number
  wake: () => void
}

/** A clock that stands still until it is told to go on. */
export class VirtualClock implements Clock {
  /** The monotonic clock, which starts at 0. */
  #elapsed = 0
  /** What the wall clock is ahead of it. */
  #epoch: number
  readonly #sleepers = new Set<Sleeper>()
  readonly #settle: () => Promise<void>

  /**
   * @param start milliseconds since the epoch, or an ISO time
   * @param settle lets everything run that does not wait for this clock
   */
  constructor(start: number | string = '2026-01-01T00:00:00Z', settle: () => Promise<void> = takeTurns) {
    this.#epoch = typeof start === 'number' ? start : Date.parse(start)
    this.#settle = settle
  }

  now(): number {
    return this.#epoch + this.#elapsed
  }

  monotonic(): number {
    return this.#elapsed
  }

  /** Steps the wall clock by so many milliseconds, back if they are negative, as a time server does. No time passes. */
  step(ms: number): void {
    this.#epoch += ms
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const abort = () => {
        this.#sleepers.delete(sleeper)
        reject(signal?.reason)
      }
      const wake = () => {
        this.#sleepers.delete(sleeper)
        signal?.removeEventListener('abort', abort)
        resolve()
      }
      // The machine's time has whole milliseconds, too.
      const sleeper = { until: this.#elapsed + Math.ceil(ms), wake }
      if (signal?.aborted) return reject(signal.reason)
      signal?.addEventListener('abort', abort)
      this.#sleepers.add(sleeper)
    })
  }

  /** Lets time pass: whoever sleeps until then wakes in order, and does what it has to do before the next. */
  async advance(duration: Duration): Promise<void> {
    const end = this.#elapsed + milliseconds(duration)
    await this.#settle()
    while (await this.#wakeNext(end));
    this.#elapsed = Math.max(this.#elapsed, end)
    await this.#settle()
  }

  /** Lets time pass until the first that sleeps wakes; false if nobody sleeps. */
  advanceToNext(): Promise<boolean> {
    return this.#wakeNext(Infinity)
  }

  /**
   * Lets much time pass at once: whoever sleeps until then wakes at its end, and nobody on the way there. For days in which nothing
   * but a watch wakes every second.
   */
  async leap(ms: number): Promise<void> {
    this.#elapsed += Math.ceil(ms)
    const due = Array.from(this.#sleepers).filter(({ until }) => until <= this.#elapsed)
    for (const { wake } of due.toSorted((one, other) => one.until - other.until)) wake()
    await this.#settle()
  }

  /** How many sleep: none is left behind when all work is over. */
  get sleepers(): number {
    return this.#sleepers.size
  }

  async #wakeNext(end: number): Promise<boolean> {
    let next: Sleeper | undefined
    for (const sleeper of this.#sleepers) if (!next || sleeper.until < next.until) next = sleeper
    if (!next || next.until > end || next.until === Infinity) return false
    this.#elapsed = Math.max(this.#elapsed, next.until)
    next.wake()
    await this.#settle()
    return true
  }
}

/** Lets everything run that waits for nothing but its turn. */
async function takeTurns(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve))
}
