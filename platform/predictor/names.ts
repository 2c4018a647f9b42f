import type { Cell, Line } from './layout/lines.ts'
import { fillerWords, grossWords, netWords, taxWords } from './vocabulary/amount-modifiers.ts'
import { joinWrappedNames } from './wrapped-names.ts'
import { longestPhrase, type PhraseIndex } from './vocabulary/vocabulary.ts'
import { type Word, wordsOf } from './vocabulary/words.ts'

/** Words on a page that name something: where they stand, what they may name, and how clearly they are a name. */
export interface Name {
  line: number
  cell: number
  start: number
  end: number
  /** Concept id to how surely the words name it, 0 to 1. */
  uses: Map<string, number>
  /** 1 for a name that stands alone or before its value, less inside a sentence. */
  strength: number
  /** One of the columns of a table of line items: what stands below belongs to items. */
  overItems: boolean
}

/** A name that is this clear ends what belongs to the name before it. */
export const clearName = 0.6

/** Finds the names on a page, the longest phrase first, so that "due date" is never read as "date". */
export function findNames(lines: readonly Line[], index: PhraseIndex): Name[] {
  const names = lines.flatMap((line, lineAt) =>
    line.cells.flatMap((cell, cellAt) =>
      namesInCell(cell, index).map((name) => ({ ...name, line: lineAt, cell: cellAt })),
    ),
  )
  return joinWrappedNames(markItemHeaders(names, lines), lines, index)
}

function namesInCell(cell: Cell, index: PhraseIndex) {
  // A code in brackets, as in "Handelsrechnung (380) Nr.", is no part of a name.
  const found = wordsOf(cell.text.replace(/\(\d{2,4}\)(?=\s*[Nn][ro°º])/g, (code) => ' '.repeat(code.length)))
  const words = found.map(({ word }) => word)
  const names: Omit<Name, 'line' | 'cell'>[] = []
  for (let at = 0; at < found.length; at++) {
    const phrase = longestPhrase(index, words, at)
    const first = found[at]
    const last = found[at + (phrase?.words.length ?? 1) - 1]
    if (!phrase || !first || !last || isPartOfCode(cell.text, first, last)) continue
    const { end, uses } = withModifiers(cell.text, found, at + phrase.words.length, last.end, phrase.uses)
    const previous = names.at(-1)
    const after = clarityAfter(cell.text, end)
    if (previous && areOneName(cell.text.slice(previous.end, first.start), previous.uses, uses)) {
      for (const [id, weight] of uses) previous.uses.set(id, Math.max(weight, previous.uses.get(id) ?? 0))
      previous.end = end
      previous.strength = Math.max(previous.strength, after)
    } else {
      const strength = clarityBefore(cell.text, found, at, previous?.end ?? 0) * after
      names.push({ start: first.start, end, uses: new Map(uses), strength, overItems: false })
    }
    while ((found[at + 1]?.start ?? Infinity) < end) at++
    at = Math.max(at, found.indexOf(last))
  }
  return names
}

/** "Invoice no / Rechnung Nr." is one name in two languages, and "Invoice date / delivery date" names one date. */
function areOneName(
  between: string,
  uses: ReadonlyMap<string, number>,
  others: ReadonlyMap<string, number>,
): boolean {
  if (/^[\s.)]*(?:[/|&+]|\band\b|\bund\b|\bet\b)\s*$/.test(between)) return true
  return /^[\s.]*\(\s*$/.test(between) && [...uses.keys()].some((id) => others.has(id))
}

/** "INV" of INV-2026-01 names nothing, and neither does "to" of an address like to@… */
function isPartOfCode(text: string, first: Word, last: Word): boolean {
  if (last.word !== 'no' && /^[-_/]?\d|^[-_/]\p{Lu}+[-_/]?\d|^@/u.test(text.slice(last.end))) return true
  return /[\p{L}\d][@_]$|@[\w.-]*$|\d[-/]$/u.test(text.slice(0, first.start))
}

/** Takes what follows "total" or "amount" into its name: "excl. VAT" makes it net, "TTC" gross, "VAT" the tax. */
function withModifiers(
  text: string,
  words: readonly Word[],
  next: number,
  end: number,
  uses: Map<string, number>,
) {
  if (!uses.has('total_amount')) {
    return { end, uses }
  }
  const seen: string[] = []
  let absorbed = end
  let reached = end
  for (let at = next; at < words.length && at < next + 8; at++) {
    const rate = /^[\s(]*\d{1,2}(?:[.,]\d+)?\s?%\)?/.exec(text.slice(reached))
    if (rate) {
      reached += rate[0].length
      if (seen.length > 0) absorbed = reached
      while ((words[at]?.start ?? Infinity) < reached) at++
    }
    const word = words[at]
    if (!word || !/^[\s().,:/*'&+\p{Sc}-]*$/u.test(text.slice(reached, word.start))) break
    const tells = netWords.has(word.word) || grossWords.has(word.word) || taxWords.has(word.word)
    if (!tells && !fillerWords.has(word.word)) break
    reached = word.end
    if (!tells) continue
    seen.push(word.word)
    absorbed = reached
  }
  const telling = seen.find((word) => netWords.has(word) || grossWords.has(word))
  if (telling === undefined) {
    return seen.length > 0 ? { end: absorbed, uses: new Map([['tax_amount', 0.95]]) } : { end, uses }
  }
  const concept = netWords.has(telling) ? 'net_amount' : 'total_amount'
  return { end: absorbed, uses: new Map([[concept, 1]]) }
}

function clarityBefore(text: string, words: readonly Word[], at: number, previousEnd: number): number {
  const first = words[at]
  const before = words.slice(0, at).filter((word) => word.start >= previousEnd && !/^\d+$/.test(word.word))
  const last = before.at(-1)
  if (!last || !first) return 1
  if (before.length >= 4) return 0.5
  if (/[:;.|,]\s/.test(text.slice(last.end, first.start))) return 0.85
  return fillerWords.has(last.word) ? 0.8 : 0.5
}

function clarityAfter(text: string, end: number): number {
  const rest = text.slice(end)
  if (/^[\s.)*]*(?:\([^)]*\)\s*)?(?:(?:in\s)?[(\s]*(?:[A-Z]{3}|€|\$|£)[)\s]*)?(?::|$)/.test(rest)) return 1
  const next = /^[\s#.:()+*/-]*(\S+)/.exec(rest)?.[1] ?? ''
  if (next === '' || /\d|^\p{Sc}/u.test(next) || /^\s?[-/(|]/.test(rest)) return 1
  if (/^[A-Z]{1,6}$/.test(next)) return 0.9
  const [word] = wordsOf(next)
  if (!word || fillerWords.has(word.word)) return 0.9
  return /^\p{Lu}/u.test(next) ? 0.65 : 0.45
}

const itemColumns = ['description', 'quantity', 'line_item']
const amountColumns = ['total_amount', 'net_amount', 'tax_amount', 'vat_rate', 'discount', 'contract_number']

function markItemHeaders(names: Name[], lines: readonly Line[]): Name[] {
  const headers = new Set<number>()
  const columnsOf = (line: number, concepts: readonly string[]) =>
    new Set(
      names
        .filter((name) => name.line === line && concepts.some((id) => name.uses.has(id)))
        .filter((name) => !/\d/.test(lines[name.line]?.cells[name.cell]?.text ?? ''))
        .map((name) => `${name.cell}:${name.start}`),
    ).size
  lines.forEach((_, line) => {
    const items = columnsOf(line, itemColumns)
    if (items >= 2 || (items === 1 && columnsOf(line, amountColumns) >= 1)) headers.add(line)
  })
  const near = (a: number, b: number) =>
    Math.abs((lines[a]?.y ?? 0) - (lines[b]?.y ?? 0)) < 1.6 * (lines[a]?.height ?? 0)
  return names.map((name) => {
    const inHeader = headers.has(name.line)
    const besideHeader = [name.line - 1, name.line + 1].some(
      (line) => headers.has(line) && near(line, name.line) && !/\d/.test(textOf(lines[name.line])),
    )
    return { ...name, overItems: inHeader || besideHeader }
  })
}

function textOf(line: Line | undefined): string {
  return line?.cells.map((cell) => cell.text).join(' ') ?? ''
}
