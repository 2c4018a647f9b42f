/** Runs a task once the limits allow it. A signal that aborts removes the task from the queue. */
export type Limit = <T>(task: () => Promise<T>, signal?: AbortSignal) => Promise<T>

/** Limits of the requests to the API. */
export interface Limits {
  /** Maximum number of requests in flight. */
  concurrency?: number | undefined
  /** Maximum number of requests that start within any second. */
  ratePerSecond?: number | undefined
}

/** @throws TypeError for a limit that is no integer of 1 or more */
export function createLimit({ concurrency, ratePerSecond }: Limits): Limit {
  check({ concurrency, ratePerSecond })
  if (concurrency === undefined && ratePerSecond === undefined) return (task) => task()

  const open = async () => {
    const { default: PQueue } = await import('p-queue')
    return new PQueue({
      concurrency,
      ...(ratePerSecond === undefined ? {} : { interval: 1000, intervalCap: ratePerSecond, strict: true }),
    })
  }
  let queue: ReturnType<typeof open> | undefined
  return async <T>(task: () => Promise<T>, signal?: AbortSignal) =>
    // Tasks resolve with a response, so `Awaited<T>` is `T`.
    (await (queue ??= open()).then((opened) => opened.add(task, signal ? { signal } : {}))) as T
}

function check(limits: Limits): void {
  for (const [name, value] of Object.entries(limits) as [string, number | undefined][]) {
    if (value !== undefined && !(Number.isInteger(value) && value >= 1))
      throw new TypeError(`${name} is ${value}: expected a whole number from 1`)
  }
}
