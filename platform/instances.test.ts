import { describe, expect, it } from 'vitest'
import { VirtualClock } from '../testing/virtual-clock.ts'
import { GONE_AFTER_MS, joinInstances, type Instance } from './instances.ts'
import { openSqliteStore } from './store/sqlite.ts'
import type { Store } from './store/store.ts'

/** Platforms on one store, each with a clock of its own: one whose clock stands still has no time for anything. */
async function join(store: Store, clock = new VirtualClock(), isAlone = false) {
  return { clock, instance: await joinInstances({ store, clock, isAlone }) }
}

interface Joined {
  clock: VirtualClock
  instance: Instance
}

/** Looks every second, as a platform does. @returns whom it has found gone */
async function watchFor(ms: number, { clock, instance }: Joined, ...others: Joined[]): Promise<string[]> {
  const gone: string[] = []
  for (let passed = 0; passed < ms; passed += 1000) {
    for (const other of [{ clock, instance }, ...others]) await other.clock.advance(1000)
    for (const other of others) await other.instance.look()
    gone.push(...(await instance.look()))
  }
  return gone
}

describe('platforms on one store', () => {
  it('know each other to be there as long as they show it', async () => {
    await using store = openSqliteStore(':memory:')
    const [one, other] = [await join(store), await join(store)]
    expect(await watchFor(10 * GONE_AFTER_MS, one, other)).toEqual([])
  })

  it('take one for gone that has not shown itself for 15 seconds, and not before', async () => {
    await using store = openSqliteStore(':memory:')
    const [one, other] = [await join(store), await join(store)]
    expect(await watchFor(GONE_AFTER_MS, one)).toEqual([])
    expect(await watchFor(6000, one)).toContain(other.instance.id)
  })

  it('need no clocks that agree', async () => {
    await using store = openSqliteStore(':memory:')
    const one = await join(store)
    const other = await join(store, new VirtualClock('2040-01-01T00:00:00Z'))
    expect(await watchFor(3 * GONE_AFTER_MS, one, other)).toEqual([])
  })

  it('are not gone because the store was away, or because whoever looks had no time', async () => {
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
      await one.instance.look().catch(() => undefined)
    }
    isAway = false
    expect(await watchFor(GONE_AFTER_MS - 3000, one)).toEqual([])
    // It stood still for a minute.
    await one.clock.advance(60_000)
    expect(await one.instance.look()).toEqual([])
  })

  it('come back when they were taken for gone', async () => {
    await using store = openSqliteStore(':memory:')
    const [one, other] = [await join(store), await join(store)]
    const [gone = ''] = await watchFor(GONE_AFTER_MS + 6000, one)
    await one.instance.forget(gone)
    expect(await store.count('instances')).toBe(1)
    await other.clock.advance(60_000)
    await other.instance.look()
    expect(await store.count('instances')).toBe(2)
  })

  it('leave without a trace, unless they leave work', async () => {
    await using store = openSqliteStore(':memory:')
    const [one, other] = [await join(store), await join(store)]
    await store.insert('executions', {
      executionId: 'las:transition-execution:1',
      instanceId: other.instance.id,
    } as never)
    await one.instance.leave()
    await other.instance.leave()
    const { rows } = await store.list('instances', { limit: 9 })
    expect(rows.map(({ instanceId }) => instanceId)).toEqual([other.instance.id])
  })
})

describe('a platform that has its store for itself', () => {
  it('takes all others for gone when it starts', async () => {
    await using store = openSqliteStore(':memory:')
    const earlier = await join(store)
    const { instance } = await join(store, undefined, true)
    expect(await instance.look()).toEqual([earlier.instance.id])
    await instance.forget(earlier.instance.id)
    expect(await instance.look()).toEqual([])
    expect(await store.count('instances')).toBe(1)
  })
})
