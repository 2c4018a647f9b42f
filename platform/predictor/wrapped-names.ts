import type { Cell, Line } from './layout/lines.ts'
import type { Name } from './names.ts'
import { longestPhrase, type PhraseIndex } from './vocabulary/vocabulary.ts'
import { wordsOf } from './vocabulary/words.ts'

/**
 * Joins what a narrow column broke in two: "Invoice" over "number" is one name. It stands where its second line
 * stands, and the names that its lines make on their own are gone.
 */
export function joinWrappedNames(names: readonly Name[], lines: readonly Line[], index: PhraseIndex): Name[] {
  const joined: Name[] = []
  const replaced = new Set<string>()
  for (const [lineAt, line] of lines.entries()) {
    for (const [cellAt, cell] of line.cells.entries()) {
      const under = cellUnder(lines, lineAt, cell)
      if (!under || replaced.has(`${lineAt}/${cellAt}`)) continue
      const words = [cell, under.cell].flatMap(({ text }) => wordsOf(text).map(({ word }) => word))
      const phrase = longestPhrase(index, words, 0)
      if (phrase?.words.length !== words.length || words.length === wordsOf(cell.text).length) continue
      joined.push({
        line: under.line,
        cell: under.at,
        start: 0,
        end: under.cell.text.length,
        uses: phrase.uses,
        strength: 0.95,
        overItems: names.some((name) => name.line === lineAt && name.overItems),
      })
      replaced.add(`${lineAt}/${cellAt}`).add(`${under.line}/${under.at}`)
    }
  }
  return [...names.filter(({ line, cell }) => !replaced.has(`${line}/${cell}`)), ...joined]
}

function cellUnder(lines: readonly Line[], above: number, cell: Cell) {
  const y = lines[above]?.y ?? 0
  for (let line = above + 1; line < Math.min(lines.length, above + 5); line++) {
    const distance = (lines[line]?.y ?? Infinity) - y
    if (distance > 1.45 * cell.height) return undefined
    for (const [at, other] of (lines[line]?.cells ?? []).entries()) {
      const shift = Math.min(
        Math.abs(other.left - cell.left),
        Math.abs(other.right - cell.right),
        Math.abs(other.left + other.right - cell.left - cell.right) / 2,
      )
      if (shift < 0.3 * cell.height && Math.abs(other.height - cell.height) < 0.1 * cell.height) {
        return { line, at, cell: other }
      }
    }
  }
  return undefined
}
