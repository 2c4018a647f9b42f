import { languages } from './languages/languages.ts'

/** A word of a name, folded so that spellings of one word are equal, and where it stands in the text. */
export interface Word {
  word: string
  start: number
  end: number
}

const wordPattern = /(?<!\p{L})n\s?[°º]|#|(?<!\p{L})(?:\p{L}\.){2,}(?:\p{L}(?!\p{L}))?|[\p{L}\p{M}\p{N}]+/giu
const skipped = new Set(['de', 'd', 'l', 'la', 'des', 'of', 'the', 'der', 'die', 'das', 'den', 'dem'])
const numberWords = new Set(['number', 'num', 'nbr', 'nr', 'nummer', 'numero', 'no', 'n°', 'nº', '#'])
const compoundEnds = [
  ...new Set([
    'nummer',
    'datum',
    'betrag',
    'summe',
    'nr',
    ...languages.flatMap((language) => fold(language.compoundEnds, ' ').split(' ')),
  ]),
]
/** A Handelsrechnung is a Rechnung, an Abrechnung is none. */
const invoiceCompound = /^(?!(?:ab|an|auf|be|hoch|ver)rechnung$)\p{L}{2,}rechnung$/u

/**
 * A text's words as names are compared: lower case, without accents, articles and plural s, every way to write
 * "number" the same, abbreviations without points, compounds split before their last part ("Rechnungsnr." is "rechnung no"),
 * and each kind of Rechnung as one.
 */
export function wordsOf(text: string): Word[] {
  const words: Word[] = []
  for (const match of text.matchAll(wordPattern)) {
    const start = match.index
    const end = start + match[0].length
    const folded = fold(match[0]).replaceAll('.', '')
    if (skipped.has(folded)) continue
    const tail = compoundEnds.find((tail) => folded.endsWith(tail) && folded.length > tail.length + 1)
    if (tail === undefined) {
      words.push({ word: canonical(folded), start, end })
    } else {
      const middle = end - tail.length
      words.push({ word: canonical(folded.slice(0, -tail.length)), start, end: middle })
      words.push({ word: canonical(tail), start: middle, end })
    }
  }
  return words
}

/** Lower case, without accents, and with `space` for each space: "Fällig" and "fallig" are one. */
export function fold(text: string, space = ''): string {
  return text
    .toLowerCase()
    .replaceAll('ß', 'ss')
    .replaceAll('œ', 'oe')
    .replaceAll(/\s/g, space)
    .normalize('NFD')
    .replaceAll(/\p{M}/gu, '')
}

function canonical(word: string): string {
  if (numberWords.has(word)) return 'no'
  if (invoiceCompound.test(word)) return 'rechnung'
  return word.length > 4 && word.endsWith('s') ? word.slice(0, -1) : word
}
