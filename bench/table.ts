import type { Series } from './rounds.ts'
import { ratios, spreadOf } from './statistics.ts'

const HEAD = `| | | min | p25 | median | p75 | max | × floor, median | p25 to p75 |
|---|---|--:|--:|--:|--:|--:|--:|--:|`

/** A table of one or more measures; each row one contender's, beside its ratio to the first one's in the same rounds. */
export function formatTable(...measures: string[][]): string {
  return [HEAD, ...measures.flat()].join('\n')
}

export function rowsOf<Measurement>(
  series: readonly Series<Measurement>[],
  measure: string,
  valueOf: (measurement: Measurement) => number,
): string[] {
  const floor = series[0]?.measurements.map(valueOf) ?? []
  return series.map(({ contender, measurements }, index) => {
    const values = measurements.map(valueOf)
    const { min, p25, median, p75, max } = spreadOf(values)
    const ratio = spreadOf(ratios(values, floor))
    const comparison =
      index === 0 ? ['', ''] : [ratio.median.toFixed(2), `${ratio.p25.toFixed(2)} to ${ratio.p75.toFixed(2)}`]
    const figures = [min, p25, `**${median.toFixed(0)}**`, p75, max]
    const cells = figures.map((figure) => (typeof figure === 'string' ? figure : figure.toFixed(0)))
    return `| ${[measure, contender.name, ...cells, ...comparison].join(' | ')} |`
  })
}
