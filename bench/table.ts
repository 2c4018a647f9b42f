import type { Series } from './rounds.ts'
import { ratios, spreadOf } from './statistics.ts'

/**
 * A table of one or more measures; each row one contender's, beside its ratio to the first one's in the same rounds.
 * @param first what the first one is called
 */
export function formatTable(first: string, ...measures: string[][]): string {
  const head = `| | | min | p25 | median | p75 | max | × ${first}, median | p25 to p75 |`
  return [head, '|---|---|--:|--:|--:|--:|--:|--:|--:|', ...measures.flat()].join('\n')
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
    const figures = [min, p25, `**${write(median)}**`, p75, max]
    const cells = figures.map((figure) => (typeof figure === 'string' ? figure : write(figure)))
    return `| ${[measure, contender.name, ...cells, ...comparison].join(' | ')} |`
  })
}

/** Whole numbers, but for small ones. */
function write(figure: number): string {
  return figure.toFixed(figure < 10 ? 2 : 0)
}
