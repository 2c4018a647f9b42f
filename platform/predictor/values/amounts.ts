import type { DocumentTraits, FoundValue } from './value-kind.ts'

const currency = `(?:€|\\$|£|¥|US\\$|₹|Rs\\.?|INR|C\\$|A\\$|CA\\$|AU\\$|EUR|USD|CHF|GBP|SEK|NOK|DKK|CAD|AUD|NZD|JPY|KRW|PLN|CZK|SFr\\.?|Fr\\.|Euros?|kr\\.?)`
const grouped = `\\d{1,3}(?:(?<mark>[ .,'])\\d{3})(?:\\k<mark>\\d{3})*`
const indian = `\\d{1,2}(?:,\\d\\d)+,\\d{3}`
const pattern = new RegExp(
  `(?<![\\p{L}\\d][.,/]?|\\d[' :-]|[/#°])` +
    `(?<open>\\()?(?<minus>[-+]\\s?)?(?<before>${currency}\\s?)?(?<minus2>[-+]\\s?)?` +
    `(?<whole>${indian}|${grouped}|\\d+)(?<cents>[.,](?:\\d{1,4}|-{1,2}|\\s-{1,2}(?=\\s|$)))?` +
    `(?<tail>(?:\\s?-(?!\\s?[\\d\\p{L}]))|\\s?CR\\b)?(?<close>\\))?(?<after>\\s?${currency}(?![\\p{L}\\d]))?` +
    `(?<tail2>-(?=\\s|$))?` +
    `(?![\\d\\p{L}°]|[.,:/'-]\\d|\\s?%|\\s?/\\s?\\d)`,
  'giu',
)

/**
 * The amounts of money in a text, as plain decimals: "1.234,50 €" is 1234.50, and negative ones keep their minus. All have
 * two decimals, but those of a currency that has no hundredths, by their own mark or by the document's.
 */
export function findAmounts(text: string, traits?: Pick<DocumentTraits, 'hasCents'>): FoundValue[] {
  return [...text.matchAll(pattern)].flatMap((match) => {
    const { open, close, minus, minus2, tail, tail2, whole = '', cents = '' } = match.groups ?? {}
    const hasCurrency = Boolean(match.groups?.before ?? match.groups?.after)
    const isWhole =
      traits?.hasCents === false || /[¥]|JPY|KRW/i.test(`${match.groups?.before}${match.groups?.after}`)
    const read = readNumber(whole, cents, hasCurrency, isWhole)
    if (!read || read.value.length > 14) return []
    const swissTail = tail !== undefined && cents === '.'
    const negative =
      (minus ?? minus2 ?? '').startsWith('-') ||
      (open && close) ||
      ((tail ?? tail2) !== undefined && !swissTail)
    const value = negative && Number(read.value) !== 0 ? `-${read.value}` : read.value
    const start = match.index
    return [{ start, end: start + match[0].length, value, quality: read.quality }]
  })
}

function readNumber(whole: string, cents: string, hasCurrency: boolean, isWhole: boolean) {
  const mark = cents[0] ?? ''
  const digits = cents.slice(1).trim()
  const group = /\d([ .,'])\d/.exec(whole)?.[1]
  // 1.234.50 is no number.
  if (group !== undefined && group === mark) return undefined
  const integer = whole.replace(/\D/g, '')
  if (integer.length > 1 && integer.startsWith('0') && group === undefined) return undefined
  if (digits.startsWith('-')) return { value: `${integer}.00`, quality: 0.95 }
  if (digits.length === 2) return { value: `${integer}.${digits}`, quality: hasCurrency ? 1 : 0.95 }
  if (digits.length === 1) return { value: `${integer}.${digits}0`, quality: hasCurrency ? 0.7 : 0.35 }
  if (digits.length > 2) return { value: `${integer}.${digits}`, quality: 0.25 }
  const value = isWhole ? integer : `${integer}.00`
  // A single group after a point may be three decimals.
  if (group !== undefined) return { value, quality: hasCurrency ? 0.85 : 0.55 }
  return { value, quality: hasCurrency ? 0.85 : integer.length > 6 ? 0.1 : 0.35 }
}
