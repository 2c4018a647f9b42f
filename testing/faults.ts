import { milliseconds, type Duration } from './duration.ts'
import { checkOperationName, type OperationName } from './operation-names.ts'
import type { Caller } from './run-result.ts'

/** Which calls a fault strikes. */
export interface Strikes {
  /** How many calls, in order; `Infinity` for all that follow. Default 1. */
  times?: number
  /** Only the handler's own calls, or only those of the runtime around it. Default: whoever's. */
  by?: Caller
}

/** An answer in place of the platform's. */
export interface FaultyAnswer {
  /** 200 to 599. */
  status: number
  /** A string as it stands, anything else as JSON. Default: `{"message": …}`. */
  body?: unknown
  headers?: Record<string, string>
  /** Whether the platform acts on the call all the same. Default false. */
  taken?: boolean
}

/** What happens to one call in place of its answer. */
export type Fault =
  | ({ kind: 'answer' } & FaultyAnswer)
  | { kind: 'refused' }
  | { kind: 'stalled' | 'broken'; taken: boolean }
  | { kind: 'delayed'; ms: number }

/** Makes the platform's API fail where a test wants it to. A fault that is not used up stays for later runs. */
export interface Api {
  /** Answers with a failure: `t.api.fail('PATCH execution', { status: 503, times: 2 })`. */
  fail(operation: OperationName, answer: FaultyAnswer & Strikes): void
  /** The platform takes the call; its answer is lost, or comes only in part. */
  lose(operation: OperationName, strikes?: Strikes): void
  /** The connection breaks before the platform has taken the call. */
  reset(operation: OperationName, strikes?: Strikes): void
  /** Nobody listens. */
  refuse(operation: OperationName, strikes?: Strikes): void
  /** No answer comes, ever: the caller's own timeout ends it, on the harness's clock. */
  stall(operation: OperationName, strikes?: Strikes & { taken?: boolean }): void
  /** The answer takes its time, on the harness's clock. */
  delay(operation: OperationName, duration: Duration, strikes?: Strikes): void
  /** From now on all is well. */
  recover(): void
  /** Resolves once as many calls have come since the harness was opened. */
  requested(operation: OperationName, count?: number): Promise<void>
}

/** The planned faults, and the counts of calls. */
export interface Faults {
  readonly api: Api
  /** Counts a call and returns its fault; undefined: it has none. */
  next(operation: OperationName | undefined, by: Caller): Fault | undefined
}

/** An API without faults, until a test asks for some. */
export function createFaults(): Faults {
  let planned: { operation: OperationName; by: Strikes['by']; left: number; fault: Fault }[] = []
  const counts = new Map<OperationName, number>()
  const watchers = new Set<() => void>()

  const plan = (operation: OperationName, fault: Fault, { times = 1, by }: Strikes = {}) => {
    checkOperationName(operation)
    if (!(times >= 1)) throw new TypeError(`times is ${times}: expected at least 1`)
    planned.push({ operation, by, left: times, fault })
  }
  return {
    api: {
      fail(operation, { times, by, ...answer }) {
        const { status } = answer
        if (!(Number.isInteger(status) && status >= 200 && status <= 599))
          throw new TypeError(`status is ${status}: expected an HTTP status from 200 to 599`)
        plan(operation, { kind: 'answer', ...answer }, { ...(times && { times }), ...(by && { by }) })
      },
      lose: (operation, strikes) => plan(operation, { kind: 'broken', taken: true }, strikes),
      reset: (operation, strikes) => plan(operation, { kind: 'broken', taken: false }, strikes),
      refuse: (operation, strikes) => plan(operation, { kind: 'refused' }, strikes),
      stall: (operation, { taken = false, ...strikes } = {}) =>
        plan(operation, { kind: 'stalled', taken }, strikes),
      delay: (operation, duration, strikes) =>
        plan(operation, { kind: 'delayed', ms: milliseconds(duration) }, strikes),
      recover: () => {
        planned = []
      },
      requested(operation, count = 1) {
        checkOperationName(operation)
        return new Promise((resolve) => {
          const look = () => {
            if ((counts.get(operation) ?? 0) < count) return
            watchers.delete(look)
            resolve()
          }
          watchers.add(look)
          look()
        })
      },
    },
    next(operation, by) {
      if (!operation) return undefined
      counts.set(operation, (counts.get(operation) ?? 0) + 1)
      for (const look of watchers) look()
      const found = planned.find((plan) => plan.operation === operation && (plan.by ?? by) === by)
      if (!found) return undefined
      found.left -= 1
      if (found.left === 0) planned = planned.filter((plan) => plan !== found)
      return found.fault
    },
  }
}
