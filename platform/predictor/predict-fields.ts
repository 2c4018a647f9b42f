import type { FieldConfig, PredictedField } from '../../contract/index.ts'
import { type Candidate, candidatesNear, type Sheet } from './candidates.ts'
import { weighByAgreement } from './weigh-by-agreement.ts'
import { groupIntoLines } from './layout/lines.ts'
import type { TextItem } from './layout/text-item.ts'
import { findNames } from './names.ts'
import { unnamedCandidates } from './unnamed-candidates.ts'
import { traitsOf } from './values/document-traits.ts'
import type { DocumentTraits, ValueKind } from './values/value-kind.ts'
import type { Concept } from './vocabulary/concept.ts'
import { conceptOf } from './vocabulary/field-concepts.ts'
import { concepts, indexNames } from './vocabulary/vocabulary.ts'
import { writeValue } from './write-value.ts'

/**
 * Finds a value for each field in a document's text: one that stands near words which name the field. It's a
 * stand-in for a trained model, made of a vocabulary and geometry.
 */
export function predictFields(pages: readonly TextItem[][], fieldConfig: FieldConfig): PredictedField[] {
  const fields = Object.entries(fieldConfig).map(([label, field]) => ({
    label,
    ...field,
    concept: conceptOf(label, field.type, field.description),
  }))
  const asked = fields.map(({ concept }) => concept)
  const all = [...asked, ...concepts.filter(({ id }) => !asked.some((concept) => concept.id === id))]
  const lines = pages.map((items) => groupIntoLines(items))
  const index = indexNames(all)
  const sheets = lines.map((lines) => ({ lines, names: findNames(lines, index) }))
  const traits = traitsOf(textOf(sheets))
  const found = new Map(all.map((concept) => [concept.id, namedCandidates(sheets, concept, traits)]))
  const claimed = weighByAgreement(weakenClaimed(found))
  return fields.map(({ label, type, maxLength, concept }) => {
    const named = claimed.get(concept.id) ?? []
    const rest = unnamedCandidates(sheets, concept, traits, claimed)
    const best = choose([...named, ...rest], (text) => writeValue(text, type, maxLength), type)
    return best ? { label, ...best } : { label, value: null, confidence: 0 }
  })
}

function textOf(sheets: readonly Sheet[]): string {
  return sheets
    .flatMap(({ lines }) => lines.map(({ cells }) => cells.map(({ text }) => text).join('  ')))
    .join('\n')
}

function namedCandidates(sheets: readonly Sheet[], concept: Concept, traits: DocumentTraits): Candidate[] {
  const candidates: Candidate[] = []
  for (const [page, sheet] of sheets.entries()) {
    for (const name of sheet.names) {
      const weight = weightFor(name.uses, concept.id, concept.kind)
      if (weight === 0) continue
      for (const candidate of candidatesNear(sheet, name, concept.kind, traits)) {
        // What follows "Facture n°" at once is its number, even where it looks like a date.
        const isNumber = candidate.isDirect && (name.uses.get('invoice_number') ?? 0) > 0.8
        if (concept.id === 'invoice_date' && isNumber && !name.uses.has('invoice_date')) continue
        // A tax of zero is as good as any: exports and reverse charges state one.
        const isZero = concept.kind === 'amount' && Number(candidate.value) === 0
        const zero = isZero && concept.id !== 'tax_amount' ? 0.35 : 1
        const score = candidate.score * weight * zero
        candidates.push({ ...candidate, score, place: `${page}/${candidate.place}` })
      }
    }
  }
  return candidates
}

/** A date beside an invoice's number, as in "Rechnung 2026-12 vom 12.03.2026", is the invoice's. */
function weightFor(uses: ReadonlyMap<string, number>, concept: string, kind: ValueKind): number {
  const own = uses.get(concept) ?? 0
  const number = uses.get('invoice_number') ?? 0
  return concept === 'invoice_date' && kind === 'date' && number >= 0.5 ? Math.max(own, 0.7) : own
}

/** A value that another concept names better isn't this one's. */
function weakenClaimed(found: ReadonlyMap<string, Candidate[]>): Map<string, Candidate[]> {
  const best = new Map<string, Candidate>()
  for (const candidate of [...found.values()].flat()) {
    if (candidate.score > (best.get(candidate.place)?.score ?? 0)) best.set(candidate.place, candidate)
  }
  const weakened = [...found].map(([id, candidates]): [string, Candidate[]] => [
    id,
    candidates.map((candidate) => {
      const other = best.get(candidate.place)
      const lost =
        other &&
        other.name !== candidate.name &&
        other.score > candidate.score * 1.08 &&
        !other.name.uses.has(id)
      return lost ? { ...candidate, score: candidate.score * 0.35 } : candidate
    }),
  ])
  return new Map(weakened)
}

function choose(candidates: readonly Candidate[], write: (text: string) => string | undefined, type: string) {
  const scores = new Map<string, number>()
  for (const candidate of candidates.toSorted((a, b) => b.score - a.score)) {
    const asItIs = type === 'string' || type === 'all'
    const value = write(asItIs ? candidate.text.trim() : candidate.value)
    if (value === undefined || candidate.score < 0.08) continue
    const before = scores.get(value) ?? 0
    scores.set(value, before === 0 ? candidate.score : before + (1 - before) * 0.25 * candidate.score)
  }
  const [first, second] = [...scores].toSorted((a, b) => b[1] - a[1])
  if (!first) return undefined
  const [value, score] = first
  const rivalry = (second?.[1] ?? 0) / score
  return { value, confidence: Math.round(Math.min(score, 0.98) * (1 - 0.3 * rivalry ** 3) * 1000) / 1000 }
}
