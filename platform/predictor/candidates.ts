import type { Cell, Line } from './layout/lines.ts'
import { clearName, type Name } from './names.ts'
import type { DocumentTraits, FoundValue, ValueKind } from './values/value-kind.ts'
import { findValues } from './values/find-values.ts'
import { fillerWords } from './vocabulary/amount-modifiers.ts'
import { wordsOf } from './vocabulary/words.ts'

/** A page's lines, and the names that stand on them. */
export interface Sheet {
  lines: Line[]
  names: Name[]
}

/** A value that a name may belong to. `score` is how well it fits, 0 to 1; `place` is the same for the same text. */
export interface Candidate {
  value: string
  text: string
  score: number
  place: string
  /** Nothing but marks stands between the name and the value. */
  isDirect: boolean
  /** The name it was found by; two concepts that share a name don't compete. */
  name: Name
}

interface Found extends FoundValue {
  text: string
  line: number
  cell: number
  isDirect: boolean
}

/** The values of a kind near a name: after it in its cell, to its right, and below it in its column. */
export function candidatesNear(
  sheet: Sheet,
  name: Name,
  kind: ValueKind,
  traits: DocumentTraits,
): Candidate[] {
  const cell = sheet.lines[name.line]?.cells[name.cell]
  if (!cell) return []
  const after = afterName(sheet, name, cell, kind, traits)
  const right = name.overItems ? [] : toTheRight(sheet, name, cell, kind, traits)
  const beside = [
    ...after,
    ...right.map((found) => ({ ...found, quality: found.quality * (after.some(isGood) ? 0.7 : 1) })),
  ]
  const ownText = cell.text.slice(name.end).replace(/\([^)]*\)/, '')
  const isAlone = !/[\p{L}\d]/u.test(ownText) || ownText.trim().length <= 4
  const below = name.overItems || !isAlone ? [] : inColumn(sheet, name, cell, kind, traits)
  const all = [
    ...(name.overItems ? [] : beside),
    ...below.map((found) => ({ ...found, quality: found.quality * (beside.some(isGood) ? 0.45 : 1) })),
  ]
  return all.map((found) => ({
    value: found.value,
    text: found.text,
    score: found.quality * name.strength,
    isDirect: found.isDirect,
    place: `${sheet.lines[found.line]?.y}/${found.cell}/${found.end}`,
    name,
  }))
}

function isGood({ quality }: FoundValue): boolean {
  return quality >= 0.55
}

function afterName(sheet: Sheet, name: Name, cell: Cell, kind: ValueKind, traits: DocumentTraits): Found[] {
  const next = sheet.names.find(
    (other) =>
      other.line === name.line &&
      other.cell === name.cell &&
      other.start >= name.end &&
      other.strength >= clearName,
  )
  const text = cell.text.slice(name.end, next?.start)
  if (kind === 'rate') {
    // "19 % MwSt." has its rate before its name.
    const before = cell.text.slice(0, name.start)
    const last = findValues(kind, before, traits).at(-1)
    if (last && before.length - last.end < 3) {
      return [toFound(last, before, last.quality, name.line, name.cell, 0)]
    }
  }
  const values = findValues(kind, text, traits)
  return values.map((found, i) => {
    const between = wordsOf(text.slice(0, found.start)).filter(
      ({ word }) => !fillerWords.has(word) && !/\d/.test(word),
    )
    const rank = kind === 'amount' ? values.length - 1 - i : i
    const isBase =
      kind === 'amount' && /(?:\([^)]*|\b(?:on|auf|von|sur|of)\s)$/iu.test(text.slice(0, found.start))
    const quality = found.quality * Math.max(0.2, 0.75 ** between.length) * 0.8 ** rank * (isBase ? 0.4 : 1)
    return toFound(found, text, quality, name.line, name.cell, name.end)
  })
}

function toTheRight(sheet: Sheet, name: Name, cell: Cell, kind: ValueKind, traits: DocumentTraits): Found[] {
  const line = sheet.lines[name.line]
  const found: Found[] = []
  let passed = 0
  for (let at = name.cell + 1; at < (line?.cells.length ?? 0); at++) {
    const other = line?.cells[at]
    if (!other) break
    const block = sheet.names.find((n) => n.line === name.line && n.cell === at && n.strength >= clearName)
    if (block && other.text.slice(0, block.start).trim() === '') break
    const text = other.text.slice(0, block?.start)
    const gap = (other.left - cell.right) / Math.max(other.height, cell.height)
    const near =
      kind === 'amount' ? 1 - Math.min(0.1, gap / 500) : 1 - Math.min(0.3, Math.max(0, gap - 12) / 60)
    const values = findValues(kind, text, traits)
    for (const [i, value] of values.entries()) {
      const fit = kind === 'amount' ? 1 : 0.75 ** (passed + i)
      found.push(toFound(value, text, value.quality * near * fit * 0.98, name.line, at, 0))
    }
    if (block) break
    if (/[\p{L}\d]/u.test(other.text)) passed++
  }
  if (kind !== 'amount') return found
  // A row of a summary ends in the amount that its name means.
  return found.map((value, i) => ({ ...value, quality: value.quality * (i === found.length - 1 ? 1 : 0.75) }))
}

function inColumn(sheet: Sheet, name: Name, cell: Cell, kind: ValueKind, traits: DocumentTraits): Found[] {
  const top = sheet.lines[name.line]
  const found: Found[] = []
  if (!top) return found
  const left = cell.edges[name.start] ?? cell.left
  const right = cell.edges[name.end] ?? cell.right
  let missed = 1
  for (let at = name.line + 1; at < sheet.lines.length; at++) {
    const line = sheet.lines[at]
    const distance = line
      ? (line.y - top.y) / Math.max(cell.height, Math.min(line.height, 2.5 * cell.height))
      : Infinity
    if (!line || distance > (found.length > 0 ? 30 : 5)) break
    let stopped = false
    for (const [cellAt, other] of line.cells.entries()) {
      const aligned =
        alignment(left, right, other, cell.height) || inOneBox(top, name, cell, sheet, at, cellAt, distance)
      if (aligned === 0) continue
      const block = sheet.names.find((n) => n.line === at && n.cell === cellAt && n.strength >= clearName)
      if (block && other.text.slice(0, block.start).trim() === '') {
        stopped = true
        continue
      }
      const near = found.length > 0 || distance <= 1.8 ? 1 : distance <= 3 ? 0.93 : 0.75
      for (const value of findValues(kind, other.text, traits)) {
        const from = other.edges[value.start] ?? other.left
        const to = other.edges[value.end] ?? other.right
        const fit = Math.min(aligned, alignment(left, right, { left: from, right: to }, cell.height) || 0.5)
        found.push(toFound(value, other.text, value.quality * near * fit * missed, at, cellAt, 0))
      }
    }
    if (stopped || (kind !== 'amount' && found.some(isGood))) break
    if (kind === 'amount' && found.some(isGood) && found.at(-1)?.line !== at) break
    if (found.length === 0 && line.cells.some((other) => alignment(left, right, other, cell.height) > 0))
      missed *= 0.75
  }
  return kind === 'amount' ? lastOfColumn(found) : found
}

/**
 * How well a value at the right edge of a box belongs to its name at the left edge of the line above: it is the next cell
 * to the right, with nothing beside the name and no name on its own line.
 */
function inOneBox(
  top: Line,
  name: Name,
  cell: Cell,
  sheet: Sheet,
  at: number,
  cellAt: number,
  distance: number,
): number {
  const other = sheet.lines[at]?.cells[cellAt]
  const before = sheet.lines[at]?.cells[cellAt - 1]
  if (!other || at !== name.line + 1 || distance > 1.9) return 0
  if (name.cell !== top.cells.length - 1 || sheet.names.some(({ line }) => line === at)) return 0
  const gap = other.left - cell.right
  if (gap < 0 || gap > 25 * cell.height || (before && before.right > cell.left)) return 0
  return 0.7
}

/** Under an amount's name, several rows are parts (one for each tax rate); the last is their sum, if it is. */
function lastOfColumn(found: readonly Found[]): Found[] {
  const rows = found.filter(isGood)
  const last = rows.at(-1)
  if (!last || rows.length < 2) return [...found]
  const parts = rows.slice(0, -1).reduce((sum, { value }) => sum + Number(value), 0)
  const isSum = Math.abs(parts - Number(last.value)) < 0.03
  return found.map((value) => ({ ...value, quality: value.quality * (isSum && value === last ? 1 : 0.4) }))
}

/** How well a cell stands in the column of a name: 0 for not at all. */
function alignment(
  left: number,
  right: number,
  other: { left: number; right: number },
  height: number,
): number {
  const edge = Math.min(
    Math.abs(other.left - left),
    Math.abs(other.right - right),
    Math.abs(other.left + other.right - left - right) / 2,
  )
  if (edge < 0.7 * height) return 0.93
  const overlap = Math.min(right, other.right) - Math.max(left, other.left)
  return overlap > 0.3 * Math.min(right - left, other.right - other.left) ? 0.78 : 0
}

function toFound(
  value: FoundValue,
  text: string,
  quality: number,
  line: number,
  cell: number,
  offset: number,
): Found {
  const { start, end } = value
  return {
    ...value,
    isDirect: !/[\p{L}\d]/u.test(text.slice(0, start)),
    quality,
    line,
    cell,
    start: start + offset,
    end: end + offset,
    text: text.slice(start, end),
  }
}
