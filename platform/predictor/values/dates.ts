import { fold } from '../vocabulary/words.ts'
import { monthOf, monthPattern } from './months.ts'
import type { DocumentTraits, FoundValue } from './value-kind.ts'

type Read = (groups: Record<string, string | undefined>, traits: DocumentTraits) => Reading | undefined
interface Reading {
  year: string
  month: number
  day: number
  quality: number
}

const month = `(?<month>${monthPattern})`
const year = `(?<year>(?:19|20)\\d\\d|'?\\d\\d)`
const before = `(?<![\\p{L}\\d.,/+-])`
const after = `(?![\\d/]|[.,-]\\d|\\p{L})`

const patterns: [RegExp, Read][] = [
  [
    pattern(
      `(?<year>(?:19|20)\\d\\d)(?<mark>\\s?[-/.]\\s?)(?<m>\\d\\d?)\\k<mark>(?<d>\\d\\d?)(?=T\\d\\d:|${after})`,
      true,
    ),
    ({ year, m, d }) => reading(year, Number(m), Number(d), 1),
  ],
  [
    pattern(`(?<d>\\d\\d?)\\s?\\.\\s?(?<m>\\d\\d?)\\s?\\.\\s?${year}`),
    ({ year, m, d }) => reading(year, Number(m), Number(d), 1),
  ],
  [pattern(`(?<a>\\d\\d?)(?<mark>\\s?[/-]\\s?)(?<b>\\d\\d?)\\k<mark>${year}`), readOrdered],
  [
    pattern(
      `(?<d>\\d\\d?)(?:er|st|nd|rd|th|\\.)?\\s?(?:of\\s)?[-/.\\s]?\\s?${month}[.,]?[-/.,\\s]{0,2}${year}`,
    ),
    ({ year, month, d }) => reading(year, monthOf(month ?? ''), Number(d), 1),
  ],
  [
    pattern(`${month}[.,]?[-\\s]{1,2}(?<d>\\d\\d?)(?:st|nd|rd|th)?,?[-\\s]{1,2}${year}`),
    ({ year, month, d }) => reading(year, monthOf(month ?? ''), Number(d), 1),
  ],
  [
    pattern(`(?<year>20\\d\\d)[-\\s]${month}[-\\s](?<d>\\d\\d?)`),
    ({ year, month, d }) => reading(year, monthOf(month ?? ''), Number(d), 0.95),
  ],
  [
    pattern(`(?<year>20[1-4]\\d)(?<m>[01]\\d)(?<d>[0-3]\\d)`),
    ({ year, m, d }) => reading(year, Number(m), Number(d), 0.4),
  ],
]

/** The dates in a text, as `YYYY-MM-DD`, in the ways that English, German and French write them. */
export function findDates(text: string, traits: DocumentTraits): FoundValue[] {
  const folded = foldInPlace(text)
  const found: FoundValue[] = []
  for (const [pattern, read] of patterns) {
    for (const match of folded.matchAll(pattern)) {
      const start = match.index
      const end = start + match[0].length
      if (found.some((other) => start < other.end && other.start < end)) continue
      const date = read(match.groups ?? {}, traits)
      const value = date && isoDate(date)
      if (date && value) found.push({ start, end, value, quality: date.quality })
    }
  }
  return found.toSorted((a, b) => a.start - b.start)
}

/** Each date of which the order of day and month shows: for telling which order a document uses. */
export function ordersShown(text: string): ('day' | 'month')[] {
  const slashed = /(?<![\d/.-])(\d\d?)[/-](\d\d?)[/-](?:(?:19|20)\d\d|\d\d)(?![\d/-])/g
  return [...text.matchAll(slashed)].flatMap(([, a, b]) => {
    if (Number(a) > 12 && Number(b) <= 12) return ['day' as const]
    return Number(b) > 12 && Number(a) <= 12 ? ['month' as const] : []
  })
}

function pattern(source: string, ownEnd = false): RegExp {
  return new RegExp(`${before}${source}${ownEnd ? '' : after}`, 'giu')
}

function readOrdered({ a, b, year }: Record<string, string | undefined>, traits: DocumentTraits) {
  const first = Number(a)
  const second = Number(b)
  const dayFirst = first > 12 || (second <= 12 && traits.dateOrder === 'day')
  const plain = first > 12 || second > 12 || first === second
  const quality = plain ? 1 : 0.6 + 0.4 * traits.dateOrderCertainty
  return dayFirst ? reading(year, second, first, quality) : reading(year, first, second, quality)
}

function reading(year: string | undefined, month: number, day: number, quality: number): Reading | undefined {
  if (year === undefined) return undefined
  const digits = year.replace("'", '')
  return digits.length === 4
    ? { year: digits, month, day, quality }
    : { year: `20${digits}`, month, day, quality: quality * 0.92 }
}

function isoDate({ year, month, day }: Reading): string | undefined {
  const date = new Date(Date.UTC(Number(year), month - 1, day))
  const real = date.getUTCMonth() === month - 1 && date.getUTCDate() === day
  return real && Number(year) >= 1950 && Number(year) < 2100 ? date.toISOString().slice(0, 10) : undefined
}

/** Folds accents and case but keeps every character's place. */
function foldInPlace(text: string): string {
  return text.replace(/\s/g, ' ').replace(/[^\0-@[-~]/g, keepLength)
}

function keepLength(character: string): string {
  const folded = fold(character)
  return folded.length === character.length ? folded : character
}
