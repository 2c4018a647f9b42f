import type { Clock } from '../../contract/index.ts'
import type { Store } from '../store/store.ts'

/** The limit of an unlimited quota: the largest 32-bit integer, which every client can hold. */
const UNLIMITED = 2 ** 31 - 1

/** How many an organization may create in a month (UTC), by the API's own numbers. */
const MONTHLY = {
  dataBundles: UNLIMITED,
  documents: 1000,
  predictions: 1000,
  transitionExecutions: 5000,
  workflowExecutions: 500,
}

/** How many it may have in all. */
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
/** Every limit of an organization. */
export type QuotaName = MonthlyName | InAllName

/** How many of each kind may be created: in a month or in all. */
export type QuotaLimits = Record<QuotaName, number>

/** A creation that its quota does not allow. */
export class QuotaExceededError extends Error {
  override readonly name = 'QuotaExceededError'
}

/** Counts what is created, and refuses what exceeds a limit. */
export interface Quotas {
  readonly limits: Readonly<QuotaLimits>
  /**
   * Creates something that counts.
   * @throws QuotaExceededError
   */
  spend<T>(name: QuotaName, create: () => Promise<T>): Promise<T>
  /** The counts so far: of this month or in all. */
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
  /** The last creation of each kind. Creations of one kind run in series, so that two can't both get the last place. */
  const lastOf = new Map<QuotaName, Promise<unknown>>()

  async function spendMonthly<T>(name: MonthlyName, create: () => Promise<T>): Promise<T> {
    const counter = counterOf(name)
    if (!(await store.addToCounter(counter, 1, limits[name]))) throw new QuotaExceededError(name)
    try {
      return await create()
    } catch (error) {
      await store.addToCounter(counter, -1, limits[name])
      throw error
    }
  }

  async function spendInAll<T>(name: InAllName, create: () => Promise<T>): Promise<T> {
    // Counting reads every row.
    if (limits[name] < UNLIMITED && (await store.count(name)) >= limits[name])
      throw new QuotaExceededError(name)
    return create()
  }

  return {
    limits,
    spend(name, create) {
      if (isMonthly(name)) return spendMonthly(name, create)
      const next = (lastOf.get(name) ?? Promise.resolve()).then(() => spendInAll(name, create))
      lastOf.set(
        name,
        next.catch(() => undefined),
      )
      return next
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
