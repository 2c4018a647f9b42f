import { describe, expect, it } from 'vitest'
import { groupIntoLines } from './lines.ts'
import type { TextItem } from './text-item.ts'

const item = (text: string, x: number, y: number, width = text.length * 5, height = 10): TextItem => ({
  text,
  x,
  y,
  width,
  height,
})
const cellsOf = (items: TextItem[]) => groupIntoLines(items).map(({ cells }) => cells.map(({ text }) => text))

describe('groupIntoLines', () => {
  it('parts columns and joins words', () => {
    expect(cellsOf([item('Total', 10, 50), item('due', 38, 50), item('12.00', 200, 50)])).toEqual([
      ['Total due', '12.00'],
    ])
  })

  it('joins text that is split into glyphs', () => {
    const glyphs = Array.from('Invoice', (glyph, i) => item(glyph, 10 + i * 5, 50))
    expect(cellsOf(glyphs)).toEqual([['Invoice']])
  })

  it('joins letter-spaced text into words', () => {
    const glyphs = Array.from('INVOICE', (glyph, i) => item(glyph, 10 + i * 8, 50))
    expect(cellsOf(glyphs)).toEqual([['INVOICE']])
    expect(cellsOf([item('R E C H N U N G', 10, 50)])).toEqual([['RECHNUNG']])
  })

  it('takes ligatures apart and makes every space plain', () => {
    expect(cellsOf([item('ﬁnal\u00A0oﬀer 1\u202F234,50', 10, 50)])).toEqual([['final offer 1 234,50']])
  })

  it('reads a drawn soft hyphen between digits as a hyphen, and drops others', () => {
    expect(cellsOf([item('2026\u00AD03 Rech\u00ADnung', 10, 50)])).toEqual([['2026-03 Rechnung']])
  })

  it('parts columns that only spaces or dots set apart', () => {
    expect(cellsOf([item('TOTAL        12.50', 10, 50)])).toEqual([['TOTAL', '12.50']])
    expect(cellsOf([item('Total ........ 12.50', 10, 50)])).toEqual([['Total', '12.50']])
  })

  it('puts a large amount on the line of its small label', () => {
    expect(cellsOf([item('Total', 10, 50, 25, 8), item('12.00', 100, 52, 60, 20)])).toEqual([
      ['Total', '12.00'],
    ])
  })

  it('shows text once that is drawn twice to look bold', () => {
    expect(cellsOf([item('Total', 10, 50), item('Total', 10.3, 50)])).toEqual([['Total']])
  })

  it('makes nothing of nothing', () => {
    expect(groupIntoLines([])).toEqual([])
  })
})
