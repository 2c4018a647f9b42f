import type { Cell } from './lines.ts'

const spacedRun = /(?<![^\s])(?:[^\s]\s){3,}[^\s](?![^\s])/gu

/** Joins letter-spaced text ("I N V O I C E") into words; two spaces, or a wider gap, part the words. */
export function joinLetterSpacing(cell: Cell): Cell {
  const runs = [...cell.text.matchAll(spacedRun)].filter((run) => /\p{L}.*\p{L}|\d \d \d \d/u.test(run[0]))
  if (runs.length === 0) return cell
  const dropped = new Set<number>()
  for (const run of runs) {
    const gaps = run[0].split('').flatMap((character, i) => (character === ' ' ? [run.index + i] : []))
    const widths = gaps.map((i) => (cell.edges[i + 1] ?? 0) - (cell.edges[i] ?? 0))
    const usual = widths.toSorted((a, b) => a - b)[Math.floor(widths.length / 2)] ?? 0
    gaps.forEach((i, n) => {
      if ((widths[n] ?? 0) <= usual * 1.6 + 0.01) dropped.add(i)
    })
  }
  const text = cell.text
    .split('')
    .filter((_, i) => !dropped.has(i))
    .join('')
  return { ...cell, text, edges: cell.edges.filter((_, i) => !dropped.has(i)) }
}

/** An item that is nothing but single glyphs between spaces is one word: "N o ." is "No.". */
export function joinSpacedGlyphs(text: string): string {
  return /^(?:\S ){2,}\S$/u.test(text) && !/^\d \d \d$/.test(text) ? text.replaceAll(' ', '') : text
}
