import type { Clock } from '../contract/index.ts'
import { limitExceeded } from './problem.ts'
import type { Store } from './store/store.ts'

/** What a quota that isn't limited says: the largest number that every client's integers hold. */
const UNLIMITED = 2 ** 31 - 1

/** How much an organization may create a month (UTC): the API's own numbers. */
const MONTHLY = {
  dataBundles: UNLIMITED,
  documents: 1000,
  predictions: 1000,
  transitionExecutions: 5000,
  workflowExecutions: 500,
}

/** How much it may have in all. */
const IN_ALL = {
  appClients: 3,
  assets: 50,
  datasets: UNLIMITED,
  models: 3,
  secrets: 5,
  transitions: 10,
  users: 50,
  workflows: 5,
}

type MonthlyName = keyof typeof MONTHLY
type InAllName = keyof typeof IN_ALL
export type QuotaName = MonthlyName | InAllName

/** How much of each may be created: a month or in all. */
export type QuotaLimits = Record<QuotaName, number>

/** Counts what is created, and refuses what is too much. */
export interface Quotas {
  readonly limits: Readonly<QuotaLimits>
  /**
   * Creates something that counts.
   * @throws Problem 429
   */
  spend<T>(name: QuotaName, create: () => Promise<T>): Promise<T>
  /** What counts so far: in this month or in all. */
  used(): Promise<QuotaLimits>
}

/** @param wanted true: the API's own limits; an object: those, but for what it says; false: none */
export function createQuotas(
  store: Store,
  clock: Clock,
  wanted: boolean | Partial<QuotaLimits> = false,
): Quotas {
  const limits: QuotaLimits = { ...MONTHLY, ...IN_ALL, ...(wanted === true ? {} : wanted) }
  if (wanted === false) for (const name of names) limits[name] = UNLIMITED

  const counterOf = (name: MonthlyName) => `${new Date(clock.now()).toISOString().slice(0, 7)} ${name}`
  /** The last creation of each kind: they take turns, so that two can't both take the last place. */
  const turns = new Map<QuotaName, Promise<unknown>>()

  async function spendMonthly<T>(name: MonthlyName, create: () => Promise<T>): Promise<T> {
    const counter = counterOf(name)
    if (!(await store.addToCounter(counter, 1, limits[name]))) throw limitExceeded()
    try {
      return await create()
    } catch (error) {
      await store.addToCounter(counter, -1, limits[name])
      throw error
    }
  }

  async function spendInAll<T>(name: InAllName, create: () => Promise<T>): Promise<T> {
    // Counting takes a look at every row.
    if (limits[name] < UNLIMITED && (await store.count(name)) >= limits[name]) throw limitExceeded()
    return create()
  }

  return {
    limits,
    spend(name, create) {
      if (isMonthly(name)) return spendMonthly(name, create)
      const turn = (turns.get(name) ?? Promise.resolve()).then(() => spendInAll(name, create))
      turns.set(
        name,
        turn.catch(() => undefined),
      )
      return turn
    },
    async used() {
      const used = { ...MONTHLY, ...IN_ALL }
      for (const name of names)
        used[name] = await (isMonthly(name) ? store.getCounter(counterOf(name)) : store.count(name))
      return used
    },
  }
}

const isMonthly = (name: QuotaName): name is MonthlyName => name in MONTHLY
const names = [...Object.keys(MONTHLY), ...Object.keys(IN_ALL)] as QuotaName[]
