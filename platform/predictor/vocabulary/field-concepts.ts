import type { FieldType } from '../../../contract/index.ts'
import type { ValueKind } from '../values/value-kind.ts'
import type { Concept } from './concept.ts'
import { concepts, indexNames, longestPhrase, splitPhrases } from './vocabulary.ts'
import { wordsOf } from './words.ts'

const kinds: Record<FieldType, ValueKind> = {
  date: 'date',
  amount: 'amount',
  number: 'number',
  letter: 'text',
  phone: 'phone',
  alphanum: 'identifier',
  alphanumext: 'identifier',
  all: 'text',
  string: 'text',
  digits: 'identifier',
}

/** Words of a label that say what kind of thing a value is, and not what it's called on paper. */
const genericWords = new Set(
  'no amount date value id code total name field text price string info'.split(' '),
)

let labelIndex: ReturnType<typeof indexNames> | undefined

/**
 * What a model's field means: a concept of the vocabulary where its label or else its description names one,
 * and otherwise a concept of its own, named by its own words.
 */
export function conceptOf(label: string, type: FieldType, description?: string | null): Concept {
  const known = knownConcept(label, true) ?? (description ? knownConcept(description, false) : undefined)
  const kind = kindFor(known?.kind, type)
  // "Total amount, VAT included" names the tax too, and mustn't make it a name of the total.
  const isOwn = (phrase: string) => [undefined, known?.id].includes(knownConcept(phrase, true)?.id)
  const further = description ? phrasesOf(description).filter(isOwn).join(',') : ''
  if (known) {
    if (kind === known.kind && further === '') return known
    return {
      ...known,
      id: kind === known.kind ? known.id : `${known.id} as ${kind}`,
      kind,
      names: [...known.names, [0.7, further]],
    }
  }
  const words = wordsOf(splitLabel(label)).map(({ word }) => word)
  const telling = words.filter((word) => !genericWords.has(word))
  return {
    id: `label ${label}`,
    kind,
    names: [
      [1, words.join(' ')],
      [0.85, telling.join(' ')],
      [0.8, further],
    ],
  }
}

/** A field's type rules where it asks for a kind of its own; else its concept says what to look for. */
function kindFor(known: ValueKind | undefined, type: FieldType): ValueKind {
  if (known === undefined) return kinds[type]
  if (type === 'date' || type === 'amount' || type === 'phone') return kinds[type]
  if (type === 'number' && (known === 'partyName' || known === 'text')) return 'number'
  if ((type === 'alphanum' || type === 'alphanumext') && known === 'text') return 'identifier'
  return known
}

function knownConcept(text: string, isLabel: boolean): Concept | undefined {
  labelIndex ??= indexNames(
    concepts.map((concept) => ({
      ...concept,
      names: [[3, concept.id.replaceAll('_', ' ')], [2, concept.labels ?? ''], ...concept.names],
    })),
  )
  const words = wordsOf(splitLabel(text)).map(({ word }) => word)
  let best: { id: string; score: number } | undefined
  for (let at = 0; at < words.length; at++) {
    const phrase = longestPhrase(labelIndex, words, at)
    if (!phrase) continue
    const covered = phrase.words.length / words.length
    if (isLabel && covered < (phrase.words.length > 1 ? 0.5 : 1)) continue
    for (const [id, weight] of phrase.uses) {
      const score = phrase.words.length + weight / 10
      if (!best || score > best.score) best = { id, score }
    }
    at += phrase.words.length - 1
  }
  return concepts.find(({ id }) => id === best?.id)
}

function splitLabel(label: string): string {
  return label.replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2').replace(/[_-]/g, ' ')
}

/** A description's quoted phrases, and its parts between commas where they're as short as names are. */
function phrasesOf(description: string): string[] {
  const quoted = [...description.matchAll(/["'„“«»”]([^"'„“«»”]{2,40})["'„“«»”]/g)].map(
    (match) => match[1] ?? '',
  )
  const parts = description
    .split(/[,;:()/.]|\bor\b|\boder\b|\bou\b/)
    .filter((part) => !/["„“«»”]/.test(part))
    .filter((part) => /\p{L}/u.test(part) && part.trim().split(/\s+/).length <= 3)
  const names = [...quoted, ...parts].filter((part) =>
    wordsOf(part).some(({ word }) => !genericWords.has(word)),
  )
  return names.flatMap((name) => splitPhrases(name))
}
