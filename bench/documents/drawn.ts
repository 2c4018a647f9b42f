import { deflateSync } from 'node:zlib'
import type { Block } from './blocks.ts'

const LEFT = 50
const RIGHT = 545
/** Of a Courier character, in font sizes: all are as wide. */
const WIDTH = 0.6

/** A PDF of one page that draws word by word in Courier, as programs of old do. */
export function drawPdf(blocks: readonly Block[]): Uint8Array {
  const page: string[] = []
  let y = 790
  const put = (text: string, x: number, size: number) => {
    let left = x
    for (const word of text.split(' ')) {
      page.push(`BT /F1 ${size} Tf 1 0 0 1 ${left.toFixed(2)} ${y.toFixed(2)} Tm (${escape(word)}) Tj ET`)
      left += (word.length + 1) * size * WIDTH
    }
  }
  const endAt = (text: string, right: number, size: number) =>
    put(text, right - text.length * size * WIDTH, size)
  for (const block of blocks) {
    y -= 14
    if (block.kind === 'text') {
      const size = block.size ?? 9
      y -= size
      if (block.align === 'right') endAt(block.text, RIGHT, size)
      else put(block.text, LEFT, size)
    } else if (block.kind === 'table') {
      const step = (RIGHT - LEFT) / block.head.length
      for (const row of [block.head, ...block.rows]) {
        y -= 13
        row.forEach((text, at) => (at === 0 ? put(text, LEFT, 9) : endAt(text, LEFT + step * (at + 1), 9)))
      }
    } else if (block.kind === 'pairs') {
      if (block.shape !== 'beside' && block.shape !== 'columns')
        throw new Error(`${block.shape} is not drawn`)
      if (block.shape === 'columns') {
        for (const part of [0, 1]) {
          y -= 13
          block.pairs.forEach((pair, at) => put(pair[part] ?? '', LEFT + at * 160, 9))
        }
        continue
      }
      const [start, end] = block.at === 'right' ? [300, RIGHT] : [LEFT, 320]
      for (const [label, value] of block.pairs) {
        y -= 13
        put(label, start, 9)
        endAt(value, end, 9)
      }
    } else {
      y = 30
      put(block.text, LEFT, 7)
    }
  }
  return assemble(page.join('\n'))
}

/** As WinAnsi writes it: Latin-1, and the euro sign. */
function escape(text: string): string {
  return text
    .replace(/[\\()]/g, String.raw`\$&`)
    .replaceAll('€', '\x80')
    .replaceAll('—', '\x97')
}

function assemble(content: string): Uint8Array {
  const stream = deflateSync(Buffer.from(content, 'latin1')).toString('latin1')
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    '<< /Type /Pages /Kids [3 0 R] /Count 1 >>',
    '<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>',
    `<< /Length ${stream.length} /Filter /FlateDecode >>\nstream\n${stream}\nendstream`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>',
  ]
  let text = '%PDF-1.4\n'
  const places = objects.map((object, index) => {
    const place = text.length
    text += `${index + 1} 0 obj\n${object}\nendobj\n`
    return `${String(place).padStart(10, '0')} 00000 n \n`
  })
  const start = text.length
  text += `xref\n0 6\n0000000000 65535 f \n${places.join('')}trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`
  return Buffer.from(text, 'latin1')
}
