import { styleText } from 'node:util'
import type { Tokens } from 'marked'
import { formatInline } from './inline.ts'
import { indent, widthOf, wrap } from './wrap.ts'

const GAP = 2

/** Aligned columns where they fit; otherwise each row as a block under its first cell. */
export function renderTable({ header, rows }: Tokens.Table, width: number): string {
  const titles = header.map(({ tokens }) => formatInline(tokens))
  const cells = rows.map((row) => row.map(({ tokens }) => formatInline(tokens)))
  const all = titles.some((title) => title !== '') ? [titles, ...cells] : cells
  const widths = titles.map((_, column) => Math.max(...all.map((row) => widthOf(row[column] ?? ''))))
  const total = widths.reduce((sum, one) => sum + one + GAP, 0)
  if (total > width) return cells.map((row) => renderRow(row, titles, width)).join('\n')
  return all
    .map((row, index) => {
      const line = row.map((cell, column) => pad(cell, (widths[column] ?? 0) + GAP)).join('')
      return all !== cells && index === 0 ? styleText('bold', line.trimEnd()) : line.trimEnd()
    })
    .join('\n')
}

function renderRow(
  [first = '', ...rest]: readonly string[],
  titles: readonly string[],
  width: number,
): string {
  const lines = rest.flatMap((cell, index) => {
    if (cell === '') return []
    const title = titles[index + 1] ?? ''
    // The second column says what the first is; its title would be said in every row.
    const text = title === '' || index === 0 ? cell : `${styleText('dim', `${title}:`)} ${cell}`
    return [indent(wrap(text, width - 4), '  ')]
  })
  return [wrap(styleText('bold', first), width), ...lines].join('\n')
}

function pad(text: string, width: number): string {
  return text + ' '.repeat(Math.max(0, width - widthOf(text)))
}
