import type { Chapter } from '../chapter.ts'
import type { Layout } from './blocks.ts'
import { first } from './layouts/first.ts'
import { heldOut } from './layouts/held-out.ts'
import { brierOf, fieldConfig, readAll, type Reading } from './score.ts'

/** Lower ends of the ranges of confidence that the reliability table has; the last one ends at 1. */
const RANGES = [0, 0.3, 0.5, 0.7, 0.9]

/** What the stand-in for models reads of documents made for this, and how far its confidence is to be believed. */
export const documents: Chapter = { heading: 'Documents', measure: measureDocuments }

async function measureDocuments(): Promise<string> {
  const parts: string[] = []
  for (const [name, layouts] of [
    ['First set', first],
    ['Held out', heldOut],
  ] satisfies [string, Layout[]][]) {
    const readings = await readAll(layouts)
    parts.push(`#### ${name}`, rightTable(readings), reliabilityTable(readings))
  }
  return parts.join('\n\n')
}

function rowFor(name: string, of: readonly Reading[]): string {
  const sure = of.filter(({ confidence }) => confidence >= 0.7)
  return `| ${name} | ${of.length} | ${shareOf(of)} | ${sure.length} | ${shareOf(sure)} | ${brierOf(of).toFixed(3)} |`
}

/** For each field: the share that is right, that of confident (0.7 or more) readings, and the Brier score. */
function rightTable(readings: readonly Reading[]): string {
  const rows = Object.keys(fieldConfig).map((label) =>
    rowFor(
      label,
      readings.filter((reading) => reading.label === label),
    ),
  )
  const zero = readings.filter(({ label, truth }) => label === 'tax_amount' && Number(truth) === 0)
  return [
    '| | documents | right | at 0.7 or more | of these right | Brier |',
    '|---|--:|--:|--:|--:|--:|',
    ...rows,
    rowFor('tax_amount that is zero', zero),
    rowFor('all', readings),
  ].join('\n')
}

/** For each field and range of confidence: how many were right, of how many. */
function reliabilityTable(readings: readonly Reading[]): string {
  const heads = RANGES.map((low, at) => `${low} to ${RANGES[at + 1] ?? 1}`)
  const rows = Object.keys(fieldConfig).map((label) => {
    const cells = RANGES.map((low, at) => {
      const inside = readings.filter(
        (reading) =>
          reading.label === label &&
          reading.confidence >= low &&
          reading.confidence < (RANGES[at + 1] ?? Infinity),
      )
      return inside.length === 0 ? '' : `${inside.filter(({ right }) => right).length} of ${inside.length}`
    })
    return `| ${label} | ${cells.join(' | ')} |`
  })
  return [`| confidence | ${heads.join(' | ')} |`, `|---|${heads.map(() => '--:|').join('')}`, ...rows].join(
    '\n',
  )
}

function shareOf(readings: readonly Reading[]): string {
  if (readings.length === 0) return ''
  return `${Math.round((100 * readings.filter(({ right }) => right).length) / readings.length)} %`
}
