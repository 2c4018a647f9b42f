import { describe, expect, it } from 'vitest'
import { unsuccessful } from '../outcome.ts'
import { createStop, type StopOrder } from './stop.ts'

const sigterm: StopOrder = {
  reason: 'SIGTERM',
  gracePeriodMs: 25_000,
  outcome: unsuccessful('retry', 'SIGTERM'),
}
const timeIsUp: StopOrder = {
  reason: 'timed out',
  gracePeriodMs: 2000,
  outcome: unsuccessful('failed', 'late'),
}
const lost: StopOrder = { reason: 'no longer ours', gracePeriodMs: 2000, outcome: undefined }

describe('orders to stop', () => {
  it.each([
    { orders: [], counts: undefined },
    { orders: [sigterm, timeIsUp], counts: sigterm },
    { orders: [timeIsUp, sigterm], counts: timeIsUp },
    { orders: [sigterm, lost], counts: lost },
    { orders: [lost, sigterm], counts: lost },
  ])('$orders.0.reason, then $orders.1.reason: $counts.reason counts', ({ orders, counts }) => {
    const stop = createStop()
    for (const order of orders) stop.order(order)
    expect(stop.current).toBe(counts)
  })

  it('all reach who follows them, however late it begins', () => {
    const stop = createStop()
    stop.order(sigterm)
    const followed: StopOrder[] = []
    stop.follow((order) => followed.push(order))
    stop.order(lost)
    expect(followed).toEqual([sigterm, lost])
  })
})
