import { expect, it } from 'vitest'
import { formatHeartbeats } from './run-view.ts'

const startTime = '2026-01-01T00:00:00.000Z'

it.each([
  [3, '2026-01-01T00:00:03.500Z', '3 heartbeats were sent'],
  [1, '2026-01-01T00:00:01.500Z', '1 heartbeat was sent'],
  [0, '2026-01-01T00:00:00.430Z', 'no heartbeat was sent: it was over in 0.43 s, before the first was due'],
  [0, '2026-01-01T00:01:00.000Z', 'no heartbeat was sent'],
  [0, null, 'no heartbeat was sent'],
])('of %i heartbeats until %s says: %s', (count, endTime, expected) => {
  expect(formatHeartbeats(count, { startTime, endTime })).toBe(expected)
})
