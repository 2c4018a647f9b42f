import { mkdir, writeFile } from 'node:fs/promises'
import type { Series } from './rounds.ts'
import { ratios, spreadOf, type Spread } from './statistics.ts'

/** Bars on a scale of their own: one measure of several contenders. */
export interface Bars {
  /** What was measured, and its unit: `wall, ms, on all cores`. */
  title: string
  bars: readonly Bar[]
}

interface Bar {
  name: string
  spread: Spread
  /** To the first one's in the same rounds, at the median; undefined for the first. */
  ratio: number | undefined
}

export function barsOf<Measurement>(
  title: string,
  series: readonly Series<Measurement>[],
  valueOf: (measurement: Measurement) => number,
): Bars {
  const base = series[0]?.measurements.map(valueOf) ?? []
  const bars = series.map(({ contender: { name }, measurements }, index) => {
    const values = measurements.map(valueOf)
    const ratio = index === 0 ? undefined : spreadOf(ratios(values, base)).median
    return { name, spread: spreadOf(values), ratio }
  })
  return { title, bars }
}

/**
 * Writes a chart beside the README.
 * @param name of its file
 * @returns the Markdown that shows it
 */
export async function writeChart(name: string, groups: readonly Bars[]): Promise<string> {
  const folder = new URL('charts/', import.meta.url)
  await mkdir(folder, { recursive: true })
  await writeFile(new URL(`${name}.svg`, folder), drawChart(groups))
  return `![${groups.map(({ title }) => title).join('; ')}: medians, from p25 to p75](charts/${name}.svg)`
}

const WIDTH = 760
const BAR = { left: 230, width: 390, height: 14, step: 24 }
const TITLE = { above: 26, below: 12 }

/** Colours that can be read on a light and on a dark page; the reader's own setting chooses. */
const STYLE = `
text { font: 13px system-ui, sans-serif; fill: #1f2328 }
.title { font-weight: 600 }
.name { text-anchor: end }
.bar { fill: #6ca0dc }
.first { fill: #a8b1bb }
.spread { stroke: #1f2328; stroke-width: 1.5 }
@media (prefers-color-scheme: dark) {
  text { fill: #e6edf3 }
  .bar { fill: #3f72af }
  .first { fill: #6e7681 }
  .spread { stroke: #e6edf3 }
}`

/** Horizontal bars to the medians, each with a line from p25 to p75 and its figure. */
export function drawChart(groups: readonly Bars[]): string {
  const shapes: string[] = []
  let y = 0
  for (const { title, bars } of groups) {
    y += TITLE.above
    shapes.push(`<text class="title" x="8" y="${y}">${escape(title)}</text>`)
    y += TITLE.below
    const longest = Math.max(...bars.map(({ spread }) => Math.max(spread.median, spread.p75)))
    for (const [index, bar] of bars.entries()) {
      shapes.push(...drawBar(bar, { y, scale: BAR.width / longest, isFirst: index === 0 }))
      y += BAR.step
    }
  }
  const size = `width="${WIDTH}" height="${y}" viewBox="0 0 ${WIDTH} ${y}"`
  return `<svg xmlns="http://www.w3.org/2000/svg" ${size}>\n<style>${STYLE}\n</style>\n${shapes.join('\n')}\n</svg>\n`
}

function drawBar(
  { name, spread, ratio }: Bar,
  { y, scale, isFirst }: { y: number; scale: number; isFirst: boolean },
): string[] {
  const { p25, median, p75 } = spread
  const x = (value: number) => Math.round((BAR.left + value * scale) * 10) / 10
  const middle = y + BAR.height / 2
  const beside = Math.max(x(median), x(p75)) + 8
  const figure = `${median.toFixed(median < 10 ? 2 : 0)}${ratio === undefined ? '' : ` · ${ratio.toFixed(2)} ×`}`
  return [
    `<text class="name" x="${BAR.left - 8}" y="${middle + 4.5}">${escape(name)}</text>`,
    `<rect class="${isFirst ? 'first' : 'bar'}" x="${BAR.left}" y="${y}" width="${(median * scale).toFixed(1)}" height="${BAR.height}" rx="2"/>`,
    `<line class="spread" x1="${x(p25)}" x2="${x(p75)}" y1="${middle}" y2="${middle}"/>`,
    `<text x="${beside}" y="${middle + 4.5}">${figure}</text>`,
  ]
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
