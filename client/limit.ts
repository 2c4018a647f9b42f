/** Runs a task when its turn comes; a signal that aborts takes it out of the queue. */
export type Limit = <T>(task: () => Promise<T>, signal: AbortSignal) => Promise<T>

/** How much is asked of the API at most. */
export interface Limits {
  /** Requests under way at once. */
  concurrency?: number | undefined
  /** Requests begun within any second. */
  ratePerSecond?: number | undefined
}

/** @throws TypeError for a limit that is not a whole number from 1 */
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
  return async <T>(task: () => Promise<T>, signal: AbortSignal) =>
    // Tasks answer with a response: `Awaited<T>` is `T`.
    (await (queue ??= open()).then((opened) => opened.add(task, { signal }))) as T
}

function check(limits: Limits): void {
  for (const [name, value] of Object.entries(limits) as [string, number | undefined][]) {
    if (value !== undefined && !(Number.isInteger(value) && value >= 1))
      throw new TypeError(`${name} is ${value}: expected a whole number from 1`)
  }
}
