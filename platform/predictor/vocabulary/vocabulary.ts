import { amountConcepts } from './amount-concepts.ts'
import type { Concept } from './concept.ts'
import { dateConcepts } from './date-concepts.ts'
import { identifierConcepts } from './identifier-concepts.ts'
import { languages } from './languages/languages.ts'
import { partyConcepts } from './party-concepts.ts'
import { wordsOf } from './words.ts'

/** A phrase that names something, as folded words, and how surely it names each concept (0 to 1). */
export interface Phrase {
  words: string[]
  uses: Map<string, number>
}

/** Phrases by their first word, longest first. */
export type PhraseIndex = Map<string, Phrase[]>

/** Every concept that the predictor knows, with its names in all languages. */
export const concepts: Concept[] = [
  ...dateConcepts,
  ...amountConcepts,
  ...identifierConcepts,
  ...partyConcepts,
].map((concept) => ({
  ...concept,
  names: [...concept.names, ...languages.flatMap(({ names }) => names[concept.id] ?? [])],
}))

/** An index of the names of these concepts. */
export function indexNames(concepts: readonly Concept[]): PhraseIndex {
  const index: PhraseIndex = new Map()
  for (const { id, names } of concepts) {
    for (const [weight, phrases] of names) {
      for (const phrase of splitPhrases(phrases)) addPhrase(index, phrase, id, weight)
    }
  }
  for (const phrases of index.values()) phrases.sort((a, b) => b.words.length - a.words.length)
  return index
}

/** The phrase that starts at `words[at]` and is the longest. */
export function longestPhrase(index: PhraseIndex, words: readonly string[], at: number): Phrase | undefined {
  const phrases = index.get(words[at] ?? '') ?? []
  return phrases.find((phrase) => phrase.words.every((word, i) => words[at + i] === word))
}

/** Takes a comma-separated list of phrases apart, each also with its umlauts written as two letters. */
export function splitPhrases(phrases: string): string[] {
  return phrases.split(',').flatMap((phrase) => {
    const spelled = phrase.replace(/[äöü]/gi, (letter) => `${letter.normalize('NFD').charAt(0)}e`)
    return spelled === phrase ? [phrase] : [phrase, spelled]
  })
}

function addPhrase(index: PhraseIndex, text: string, concept: string, weight: number): void {
  const words = wordsOf(text).map(({ word }) => word)
  const [first] = words
  if (first === undefined) return
  const phrases = index.get(first) ?? []
  index.set(first, phrases)
  let phrase = phrases.find((other) => other.words.join(' ') === words.join(' '))
  if (!phrase) phrases.push((phrase = { words, uses: new Map() }))
  phrase.uses.set(concept, Math.max(weight, phrase.uses.get(concept) ?? 0))
}
