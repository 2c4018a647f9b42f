import type { Candidate, Sheet } from './candidates.ts'
import type { Name } from './names.ts'
import { findValues } from './values/find-values.ts'
import type { DocumentTraits, FoundValue } from './values/value-kind.ts'
import type { Concept } from './vocabulary/concept.ts'

interface Seen extends FoundValue {
  text: string
  whole: string
  height: number
  page: number
  line: number
  cell: number
  place: string
}

type Guess = (seen: readonly Seen[]) => [Seen, number][]

/**
 * Guesses for what a document states without naming it: a letterhead's date, an IBAN, the largest amount.
 * Values that another concept names are left out.
 */
export function unnamedCandidates(
  sheets: readonly Sheet[],
  concept: Concept,
  traits: DocumentTraits,
  claimed: ReadonlyMap<string, Candidate[]>,
): Candidate[] {
  const guess = guesses[concept.id]
  if (!guess) return []
  const taken = new Set<string>()
  for (const [id, candidates] of claimed) {
    if (id === concept.id || concept.kind === 'currency') continue
    for (const { place, score } of candidates) if (score > 0.45) taken.add(place)
  }
  const seen = allValues(sheets, concept, traits).filter(
    ({ place, page, line, cell, whole }) =>
      !taken.has(place) && !(concept.kind === 'partyName' && isLabel(sheets[page], line, cell, whole)),
  )
  return guess(seen).map(([{ value, text, place }, score]) => ({
    value,
    text,
    place,
    score,
    isDirect: false,
    name: nameless,
  }))
}

/** "Seller:" is nobody's name, but what stands beside it may be. */
function isLabel(sheet: Sheet | undefined, line: number, cell: number, whole: string): boolean {
  const names = sheet?.names.filter((name) => name.line === line && name.cell === cell) ?? []
  return names.some(({ start, end }) => !/[\p{L}\d]/u.test(whole.slice(0, start) + whole.slice(end)))
}

const nameless: Name = {
  line: -1,
  cell: -1,
  start: 0,
  end: 0,
  uses: new Map(),
  strength: 0,
  overItems: false,
}

const guesses: Record<string, Guess> = {
  invoice_date: (seen) => {
    const dates = seen.filter(({ quality, page }) => quality > 0.5 && page === 0)
    const placed = dates.filter(({ whole, start }) =>
      /^[\p{L} .'/()-]+,\s*(?:le|den|the|am)?\s*$|^(?:le|den)\s+$/iu.test(whole.slice(0, start)),
    )
    const distinct = new Set(dates.map(({ value }) => value)).size
    const loose = dates
      .slice(0, 3)
      .map((date, i): [Seen, number] => [date, (distinct === 1 ? 0.45 : 0.3) * 0.7 ** i * date.quality])
    return [...placed.map((date): [Seen, number] => [date, 0.75 * date.quality]), ...loose]
  },
  invoice_number: (seen) =>
    seen
      .filter(
        ({ value, page }) =>
          page === 0 &&
          /^(?:INV|RE|RG|RN|R|FA|FAC|FACT|F|IN|CN|AV|GS|BILL)[-_/ ]?\d[\d\-/_]{2,}$/i.test(value),
      )
      .map((id): [Seen, number] => [id, 0.35]),
  total_amount: (seen) => {
    const amounts = seen.filter(({ quality, value }) => quality >= 0.85 && Number(value) > 0)
    const largest = amounts.toSorted((a, b) => Number(b.value) - Number(a.value))[0]
    return largest ? [[largest, 0.2]] : []
  },
  iban: (seen) => seen.map((iban, i) => [iban, i === 0 ? 0.85 : 0.6]),
  phone: (seen) =>
    seen
      .filter(
        ({ quality, text, whole }) =>
          quality === 1 && /[ ()/.-]/.test(text.trim()) && text.trim() === whole.trim(),
      )
      .map((phone, i) => [phone, i === 0 ? 0.4 : 0.2]),
  email: (seen) => seen.map((email, i) => [email, i === 0 ? 0.5 : 0.3]),
  website: (seen) => seen.map((site, i) => [site, i === 0 ? 0.5 : 0.3]),
  vat_number: (seen) =>
    seen.filter(({ quality }) => quality === 1).map((id, i) => [id, i === 0 ? 0.6 : 0.45]),
  vat_rate: (seen) =>
    seen.filter(({ quality, value }) => quality === 1 && Number(value) > 0).map((rate) => [rate, 0.3]),
  currency: (seen) => seen.map((currency) => [currency, 0.5 * currency.quality]),
  supplier_name: (seen) => {
    const first = seen.filter(
      ({ page, whole }) =>
        page === 0 && !/\b(?:invoice|rechnung|facture|bill to|seite|page|receipt)\b/i.test(whole),
    )
    const top = first.slice(0, 12)
    const tallest = Math.max(...top.map(({ height }) => height))
    const withForm = first
      .filter(({ quality }) => quality > 0.9)
      .map((name, i): [Seen, number] => [name, 0.55 * 0.75 ** i])
    const large = top.filter(({ height, quality }) => height === tallest && quality > 0.5).slice(0, 1)
    return [
      ...withForm,
      ...large.map((name): [Seen, number] => [name, 0.4]),
      ...top.slice(0, 1).map((name): [Seen, number] => [name, 0.3 * name.quality]),
    ]
  },
}

function allValues(sheets: readonly Sheet[], concept: Concept, traits: DocumentTraits): Seen[] {
  return sheets.flatMap(({ lines }, page) =>
    lines.flatMap(({ cells, y }, line) =>
      cells.flatMap(({ text: whole, height }, cell) =>
        findValues(concept.kind, whole, traits).map((found) => ({
          ...found,
          text: whole.slice(found.start, found.end),
          whole,
          height,
          page,
          line,
          cell,
          place: `${page}/${y}/${cell}/${found.end}`,
        })),
      ),
    ),
  )
}
