import { joinLetterSpacing, joinSpacedGlyphs } from './letter-spacing.ts'
import { cleanText } from './clean-text.ts'
import type { TextItem } from './text-item.ts'

/**
 * Text that stands together on a line, with no gap wider than a space: a column's entry, a label, a sentence.
 * `edges[i]` is the left edge of character i, and the last edge the right edge of the text.
 */
export interface Cell {
  text: string
  edges: number[]
  left: number
  right: number
  height: number
}

/** The cells on one baseline, from left to right. `y` is the baseline and grows downwards. */
export interface Line {
  y: number
  height: number
  cells: Cell[]
}

interface Piece {
  text: string
  x: number
  right: number
  y: number
  height: number
}

/** A gap of this many font heights starts another cell; below the second number it's no space at all. */
const cellGap = 0.9
const spaceGap = 0.16

/** Puts a page's text items back into lines and cells, however finely the PDF splits its text. */
export function groupIntoLines(items: readonly TextItem[]): Line[] {
  const pieces = items.flatMap(splitAtWideGaps).toSorted((a, b) => a.y - b.y || a.x - b.x)
  const rows: Piece[][] = []
  for (const piece of pieces) {
    const row = rows.slice(-4).findLast((row) => standsOnOneLine(row, piece))
    if (row) row.push(piece)
    else rows.push([piece])
  }
  return rows.map(toLine)
}

/** One baseline, or one middle: rows often centre a large amount on a small label. */
function standsOnOneLine(row: readonly Piece[], piece: Piece): boolean {
  const tallest = row.reduce((a, b) => (b.height > a.height ? b : a))
  const tolerance = Math.max(Math.min(tallest.height, piece.height), 4)
  const byBaseline = Math.abs(tallest.y - piece.y)
  const byMiddle = Math.abs(tallest.y - 0.35 * tallest.height - piece.y + 0.35 * piece.height)
  return byBaseline <= 0.35 * tolerance || byMiddle <= 0.25 * tolerance
}

/** Monospaced text and leader dots set columns apart inside one item. */
function splitAtWideGaps(item: TextItem): Piece[] {
  const perCharacter = item.width / Math.max(item.text.length, 1)
  const pieces: Piece[] = []
  for (const match of item.text.matchAll(/\S+(?:\s{1,2}\S+)*/g)) {
    let offset = match.index
    for (const part of match[0].split(/((?:[.·_…]\s?){4,})/)) {
      const start = offset
      offset += part.length
      const text = joinSpacedGlyphs(cleanText(part).trim())
      if (text === '' || /^[._\s]{4,}$/.test(text)) continue
      const x = item.x + start * perCharacter
      pieces.push({ text, x, right: item.x + offset * perCharacter, y: item.y, height: item.height })
    }
  }
  return pieces
}

function toLine(row: Piece[]): Line {
  const sorted = row.toSorted((a, b) => a.x - b.x)
  const cells: Cell[] = []
  let open: Piece[] = []
  for (const piece of sorted) {
    const last = open.at(-1)
    if (last && piece.x - last.right > cellGap * Math.min(last.height, piece.height)) {
      cells.push(toCell(open))
      open = []
    }
    if (!isDoubled(last, piece)) open.push(piece)
  }
  cells.push(toCell(open))
  const height = Math.max(...row.map((piece) => piece.height))
  return { y: sorted[0]?.y ?? 0, height, cells }
}

/** Imitated bold draws the same text twice, a hair apart. */
function isDoubled(last: Piece | undefined, piece: Piece): boolean {
  return last !== undefined && last.text === piece.text && Math.abs(last.x - piece.x) < 0.12 * piece.height
}

function toCell(pieces: readonly Piece[]): Cell {
  let text = ''
  const edges: number[] = []
  let right = pieces[0]?.x ?? 0
  for (const piece of pieces) {
    if (text !== '' && piece.x - right > spaceGap * piece.height) {
      text += ' '
      edges.push(right)
    }
    const width = (piece.right - piece.x) / piece.text.length
    for (let i = 0; i < piece.text.length; i++) edges.push(piece.x + i * width)
    text += piece.text
    right = Math.max(right, piece.right)
  }
  edges.push(right)
  const height = Math.max(...pieces.map((piece) => piece.height))
  return joinLetterSpacing({ text, edges, left: edges[0] ?? 0, right, height })
}
