import type { FoundValue } from './value-kind.ts'

/** The percentages in a text, as plain decimals without the sign: "7,7 %" is 7.7. */
export function findRates(text: string): FoundValue[] {
  const percent = [...text.matchAll(/(?<![\d.,])(\d{1,2}(?:[.,]\d{1,3})?)\s?%/g)].map((match) =>
    toFound(match, 1),
  )
  if (percent.length > 0) return percent
  const bare = /^\s*([12]?\d(?:[.,]\d{1,2})?)\s*$/.exec(text)
  return bare ? [toFound(bare, 0.4)] : []
}

/** The numbers in a text, as plain decimals. */
export function findNumbers(text: string): FoundValue[] {
  const pattern =
    /(?<![\p{L}\d.,/-])-?(?:\d{1,3}(?:([ .,'])\d{3})(?:\1\d{3})*|\d+)(?:[.,]\d+)?(?![\p{L}\d/]|[.,-]\d)/gu
  return [...text.matchAll(pattern)].map((match) => {
    const decimals = /[.,](\d+)$/.exec(match[0])
    const isGroup = match[1] !== undefined && match[0].lastIndexOf(match[1]) === decimals?.index
    const whole = (decimals && !isGroup ? match[0].slice(0, decimals.index) : match[0]).replace(/[ .,']/g, '')
    const value = decimals && !isGroup ? `${whole}.${decimals[1]}` : whole
    return { start: match.index, end: match.index + match[0].length, value, quality: 0.9 }
  })
}

function toFound(match: RegExpExecArray, quality: number): FoundValue {
  const value = String(Number((match[1] ?? '').replace(',', '.')))
  return { start: match.index, end: match.index + match[0].length, value, quality }
}
