import type { Clock } from '../contract/index.ts'
import { milliseconds, type Duration } from './duration.ts'

interface Sleeper {
  until: number
  wake: () => void
}

/** A clock that stands still until it is told to go on. */
export class VirtualClock implements Clock {
  #now: number
  readonly #sleepers = new Set<Sleeper>()
  readonly #settle: () => Promise<void>

  /**
   * @param start milliseconds since the epoch, or an ISO time
   * @param settle lets everything run that does not wait for this clock
   */
  constructor(start: number | string = '2026-01-01T00:00:00Z', settle: () => Promise<void> = takeTurns) {
    this.#now = typeof start === 'number' ? start : Date.parse(start)
    this.#settle = settle
  }

  now(): number {
    return this.#now
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
      const sleeper = { until: this.#now + Math.ceil(ms), wake }
      if (signal?.aborted) return reject(signal.reason)
      signal?.addEventListener('abort', abort)
      this.#sleepers.add(sleeper)
    })
  }

  /** Lets time pass: whoever sleeps until then wakes in order, and does what it has to do before the next. */
  async advance(duration: Duration): Promise<void> {
    const end = this.#now + milliseconds(duration)
    await this.#settle()
    while (await this.#wakeNext(end));
    this.#now = Math.max(this.#now, end)
    await this.#settle()
  }

  /** Lets time pass until the first that sleeps wakes; false if nobody sleeps. */
  advanceToNext(): Promise<boolean> {
    return this.#wakeNext(Infinity)
  }

  /** How many sleep: none is left behind when all work is over. */
  get sleepers(): number {
    return this.#sleepers.size
  }

  async #wakeNext(end: number): Promise<boolean> {
    let next: Sleeper | undefined
    for (const sleeper of this.#sleepers) if (!next || sleeper.until < next.until) next = sleeper
    if (!next || next.until > end || next.until === Infinity) return false
    this.#now = Math.max(this.#now, next.until)
    next.wake()
    await this.#settle()
    return true
  }
}

/** Lets everything run that waits for nothing but its turn. */
async function takeTurns(): Promise<void> {
  for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve))
}
