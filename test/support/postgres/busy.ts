import { Pool } from 'pg'

/** Pools of this process that have been asked for a connection. */
const pools = new Set<Pool>()
const { prototype } = Pool
const connect = Reflect.get(prototype, 'connect')

/** Looks from now on whether any pool of this process is in use. */
export function watchPools(): Disposable {
  Reflect.set(prototype, 'connect', function (this: Pool, ...given: unknown[]) {
    pools.add(this)
    return Reflect.apply(connect, this, given)
  })
  return { [Symbol.dispose]: () => void Reflect.set(prototype, 'connect', connect) }
}

const isBusy = ({ totalCount, idleCount, waitingCount }: Pool) => totalCount > idleCount || waitingCount > 0

/** Turns of the event loop without a word to a database: whoever still had one to say would have said it. */
const QUIET_TURNS = 10

/** Resolves once nobody in this process waits for a database any more. */
export async function untilQuiet(): Promise<void> {
  for (let quiet = 0; quiet < QUIET_TURNS; quiet += 1) {
    await new Promise((resolve) => setImmediate(resolve))
    for (const pool of pools) {
      if (pool.ended) pools.delete(pool)
      else if (isBusy(pool)) quiet = 0
    }
  }
}
