import type { Series } from '../rounds.ts'
import { ratios, spreadOf } from '../statistics.ts'
import { runtime } from './contenders.ts'

/** The runtime's figures as ratios to another contender's of the same rounds, in words: `1.20 (1.15 to 1.26)`. */
export function ratioTo<Measurement>(
  name: string,
  series: readonly Series<Measurement>[],
  valueOf: (measurement: Measurement) => number,
): string {
  const valuesOf = (wanted: string) =>
    series.find(({ contender }) => contender.name === wanted)?.measurements.map(valueOf) ?? []
  const { p25, median, p75 } = spreadOf(ratios(valuesOf(runtime.name), valuesOf(name)))
  return `${median.toFixed(2)} (${p25.toFixed(2)} to ${p75.toFixed(2)})`
}
