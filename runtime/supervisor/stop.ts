import type { Outcome } from '../outcome.ts'

/** An order to end the execution before the handler has. */
export interface StopOrder {
  /** What the handler's `signal` is told. */
  reason: string
  /** How long the handler may take to finish by itself, in milliseconds. */
  gracePeriodMs: number
  /** What is reported if it doesn't; undefined: nothing. */
  outcome: Outcome | undefined
}

/**
 * Where orders to stop arrive. There can be more than one: the deadline passes, or the lease is lost, while the handler
 * is in its grace period after SIGTERM. The earliest end counts.
 */
export interface Stop {
  order(order: StopOrder): void
  /** The order that counts: the first, unless a later one says to report nothing. */
  readonly current: StopOrder | undefined
  /** The first order. */
  readonly ordered: Promise<StopOrder>
  /** Calls the listener with each order, also with those that have been given. */
  follow(listener: (order: StopOrder) => void): void
}

/** Nothing is ordered yet. */
export function createStop(): Stop {
  const { promise, resolve } = Promise.withResolvers<StopOrder>()
  const orders: StopOrder[] = []
  const listeners: ((order: StopOrder) => void)[] = []
  return {
    order(order) {
      orders.push(order)
      resolve(order)
      for (const listener of listeners) listener(order)
    },
    get current() {
      return orders.find(({ outcome }) => !outcome) ?? orders[0]
    },
    ordered: promise,
    follow(listener) {
      listeners.push(listener)
      for (const order of orders) listener(order)
    },
  }
}
