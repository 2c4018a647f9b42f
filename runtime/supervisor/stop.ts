import type { Outcome } from '../outcome.ts'

/** An order to end the execution before the handler has. */
export interface StopOrder {
  /** What the handler's `signal` is told. */
  reason: string
  /** Milliseconds that the handler has to finish by itself. */
  graceMs: number
  /** What is reported if it doesn't; undefined: nothing is. */
  outcome: Outcome | undefined
}

/** Where orders to stop arrive; the first one counts. */
export interface Stop {
  order(order: StopOrder): void
  /** The order, once there is one. */
  readonly current: StopOrder | undefined
  readonly ordered: Promise<StopOrder>
}

export function createStop(): Stop {
  const { promise, resolve } = Promise.withResolvers<StopOrder>()
  let current: StopOrder | undefined
  return {
    order: (order) => {
      current ??= order
      resolve(order)
    },
    get current() {
      return current
    },
    ordered: promise,
  }
}
