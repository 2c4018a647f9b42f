import { describe, expect, it } from 'vitest'
import { VirtualClock } from '../../testing/virtual-clock.ts'
import { DEAD_AFTER_MS, joinMembership, type Membership } from './membership.ts'
import { openSqliteStore } from '../store/sqlite.ts'
import type { Store } from '../store/store.ts'

/** Platforms on one store, each with a clock of its own: one whose clock stands still has no time for anything. */
async function join(store: Store, clock = new VirtualClock(), isAlone = false) {
  return { clock, membership: await joinMembership({ store, clock, isAlone }) }
}

interface Joined {
  clock: VirtualClock
  membership: Membership
}

/** Looks for the dead every second, as a platform does. @returns the members that it found dead */
async function watchFor(ms: number, { clock, membership }: Joined, ...others: Joined[]): Promise<string[]> {
  const dead: string[] = []
  for (let passed = 0; passed < ms; passed += 1000) {
    for (const other of [{ clock, membership }, ...others]) await other.clock.advance(1000)
    for (const other of others) await other.membership.findDead()
    dead.push(...(await membership.findDead()))
  }
  return dead
}

describe('platforms on one store', () => {
  it('take each other for alive as long as they renew', async () => {
    await using store = openSqliteStore(':memory:')
    const [one, other] = [await join(store), await join(store)]
    expect(await watchFor(10 * DEAD_AFTER_MS, one, other)).toEqual([])
  })

  it('take a member for dead that has not renewed for 15 seconds, and not before', async () => {
    await using store = openSqliteStore(':memory:')
    const [one, other] = [await join(store), await join(store)]
    expect(await watchFor(DEAD_AFTER_MS, one)).toEqual([])
    expect(await watchFor(6000, one)).toContain(other.membership.id)
  })

  it('need no clocks that agree', async () => {
    await using store = openSqliteStore(':memory:')
    const one = await join(store)
    const other = await join(store, new VirtualClock('2040-01-01T00:00:00Z'))
    expect(await watchFor(3 * DEAD_AFTER_MS, one, other)).toEqual([])
  })

  it('take nobody for dead after an outage of the store, or after they stood still themselves', async () => {
    await using store = openSqliteStore(':memory:')
    let isAway = false
    const shaky: Store = {
      ...store,
      update: (...args) => (isAway ? Promise.reject(new Error('away')) : store.update(...args)),
    }
    const [one, other] = [await join(shaky), await join(shaky)]
    await watchFor(6000, one, other)
    isAway = true
    for (let second = 0; second < 60; second += 1) {
      await one.clock.advance(1000)
      await one.membership.findDead().catch(() => undefined)
    }
    isAway = false
    expect(await watchFor(DEAD_AFTER_MS - 3000, one)).toEqual([])
    // It stood still for a minute.
    await one.clock.advance(60_000)
    expect(await one.membership.findDead()).toEqual([])
  })

  it('join again when they were taken for dead', async () => {
    await using store = openSqliteStore(':memory:')
    const [one, other] = [await join(store), await join(store)]
    const [dead = ''] = await watchFor(DEAD_AFTER_MS + 6000, one)
    await one.membership.remove(dead)
    expect(await store.count('instances')).toBe(1)
    await other.clock.advance(60_000)
    await other.membership.findDead()
    expect(await store.count('instances')).toBe(2)
  })

  it('remove themselves when they leave, unless they have work left', async () => {
    await using store = openSqliteStore(':memory:')
    const [one, other] = [await join(store), await join(store)]
    await store.insert('executions', {
      executionId: 'las:transition-execution:1',
      instanceId: other.membership.id,
    } as never)
    await one.membership.leave()
    await other.membership.leave()
    const { rows } = await store.list('instances', { limit: 9 })
    expect(rows.map(({ instanceId }) => instanceId)).toEqual([other.membership.id])
  })
})

describe('a platform that has its store for itself', () => {
  it('takes all others for dead when it starts', async () => {
    await using store = openSqliteStore(':memory:')
    const earlier = await join(store)
    const { membership } = await join(store, undefined, true)
    expect(await membership.findDead()).toEqual([earlier.membership.id])
    await membership.remove(earlier.membership.id)
    expect(await membership.findDead()).toEqual([])
    expect(await store.count('instances')).toBe(1)
  })
})
