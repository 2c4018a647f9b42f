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

/**
 * Where orders to stop arrive, and more than one may: the time is up, or the execution is lost, while the handler has
 * its grace after SIGTERM. The handler ends by the earliest of them.
 */
export interface Stop {
  order(order: StopOrder): void
  /** What counts, once there is an order: the first, unless a later one says that nothing is to be reported. */
  readonly current: StopOrder | undefined
  /** The first order. */
  readonly ordered: Promise<StopOrder>
  /** Calls the listener with each order, also with those that have been given. */
  follow(listener: (order: StopOrder) => void): void
}

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
