import { double } from 'fast-check'

/**
 * How a property is tried: so many sequences for each seed. The environment may say which and how many: `PROPERTY_RUNS`,
 * `PROPERTY_SEED`, and `PROPERTY_SEEDS` of them in a row.
 * @param runs without that
 */
export function propertyOf(runs: number): { numRuns: number; seeds: number[] } {
  const { PROPERTY_RUNS, PROPERTY_SEED, PROPERTY_SEEDS } = process.env
  const first = Number(PROPERTY_SEED ?? Date.now() % 2 ** 31)
  return {
    numRuns: Number(PROPERTY_RUNS ?? runs),
    seeds: Array.from({ length: Number(PROPERTY_SEEDS ?? 1) }, (_, index) => first + index),
  }
}

/** What `Math.random` answers in a sequence: how long the backoff waits is part of it, else no seed would repeat a run. */
export const jitter = double({ min: 0, max: 1, maxExcluded: true, noNaN: true })
