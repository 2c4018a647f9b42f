import type { FoundValue } from './value-kind.ts'

const ibanPattern = /(?<![A-Z\d])[A-Z]{2}\d{2}(?:\s?[A-Z\d]{4}){2,7}(?:\s?[A-Z\d]{1,3})?(?![A-Z\d])/g
const bicPattern = /(?<![A-Z\d])[A-Z]{4}[A-Z]{2}[A-Z\d]{2}(?:\s?[A-Z\d]{3})?(?![A-Z\d])/g
const vatPattern =
  /(?<![A-Z\d])(?:ATU\s?\d{8}|BE\s?[01]?\d{3}[. ]?\d{3}[. ]?\d{3}|CHE-?\s?\d{3}[. ]?\d{3}[. ]?\d{3}(?=(?:\s?(?:MWST|TVA|IVA|HR))?(?![A-Z\d]))|DE\s?\d{3}\s?\d{3}\s?\d{3}|FR\s?[A-Z\d]{2}\s?\d{3}\s?\d{3}\s?\d{3}|GB\s?\d{3}\s?\d{4}\s?\d{2}(?:\d{3})?|IE\s?\d[A-Z\d+*]\d{5}[A-Z]{1,2}|(?:IT|HR)\s?\d{11}|LU\s?\d{8}|NL\s?\d{9}B\d{2}|ES\s?[A-Z\d]\d{7}[A-Z\d]|PL\s?\d{10}|PT\s?\d{9}|SE\s?\d{12}|(?:DK|FI|HU|MT|SI)\s?\d{8}|NO\s?\d{3}\s?\d{3}\s?\d{3}(?:\s?MVA)?|CZ\s?\d{8,10}|EU\d{9})(?![A-Z\d])/g

/** The IBANs in a text whose check digits are right, without spaces. */
export function findIbans(text: string): FoundValue[] {
  return [...text.matchAll(ibanPattern)].flatMap((match) => {
    const compact = match[0].replace(/\s/g, '')
    for (let length = compact.length; length >= 15; length--) {
      const value = compact.slice(0, length)
      if (isIban(value))
        return [{ start: match.index, end: match.index + match[0].length, value, quality: 1 }]
    }
    return []
  })
}

/** ISO 7064 mod 97-10, as ISO 13616 asks for. */
export function isIban(value: string): boolean {
  if (!/^[A-Z]{2}\d{2}[A-Z\d]{11,30}$/.test(value)) return false
  let rest = 0
  for (const character of value.slice(4) + value.slice(0, 4)) {
    for (const digit of String(Number.parseInt(character, 36))) rest = (rest * 10 + Number(digit)) % 97
  }
  return rest === 1
}

/** The bank codes (ISO 9362) in a text: capitals with a bank's, a country's and a place's part. */
export function findBics(text: string): FoundValue[] {
  return toFound(text, bicPattern, (value) => (/\d/.test(value) || value.length === 11 ? 0.95 : 0.8))
}

/** The VAT numbers in a text, without spaces; registration numbers of other kinds at a lower quality. */
export function findVatNumbers(text: string): FoundValue[] {
  const vat = toFound(text, vatPattern, () => 1)
  const other = /(?<![\p{L}\d.,/-])\d[\d./ -]{5,16}\d(?![\d%])/gu
  return vat.length > 0 ? vat : toFound(text, other, (value) => (/^\d{8,}$/.test(value) ? 0.8 : 0.6))
}

/** The telephone numbers in a text, as they're written. */
export function findPhones(text: string): FoundValue[] {
  const pattern = /(?<![\p{L}\d.,/-])(?:\+|00|\(|0|1[-. ])?[\d][\d\s()./-]{5,20}\d(?![\d,]|\.\d|\p{L})/gu
  return [...text.matchAll(pattern)].flatMap((match) => {
    const digits = match[0].replace(/\D/g, '').length
    const isDate = /^\d{1,4}([./-])\d{1,2}\1\d{1,4}$/.test(match[0])
    if (digits < 7 || digits > 15 || isDate) return []
    const quality = /^(\+|0|\()/.test(match[0]) ? 1 : 0.6
    return [{ start: match.index, end: match.index + match[0].length, value: match[0].trim(), quality }]
  })
}

/** The e-mail addresses in a text. */
export function findEmails(text: string): FoundValue[] {
  return toFound(text, /[\w.+-]{1,64}@[\p{L}\d-]{1,63}(?:\.[\p{L}\d-]{1,63}){0,4}\.\p{L}{2,12}/gu, () => 1)
}

/** The web addresses in a text. */
export function findWebsites(text: string): FoundValue[] {
  return toFound(
    text,
    /(?:https?:\/\/|www\.)[\p{L}\d.-]+\.\p{L}{2,12}[\w/.-]*|(?<![@\w.])[a-z\d-]+\.(?:com|de|fr|ch|at|net|org|io|eu|co\.uk)\b/giu,
    () => 1,
  )
}

/** The currencies in a text, as ISO 4217 codes. */
export function findCurrencies(text: string): FoundValue[] {
  const symbols: Record<string, string> = {
    '€': 'EUR',
    $: 'USD',
    '£': 'GBP',
    '₹': 'INR',
    rs: 'INR',
    'rs.': 'INR',
    euro: 'EUR',
    euros: 'EUR',
    'fr.': 'CHF',
    'sfr.': 'CHF',
    us$: 'USD',
    c$: 'CAD',
    ca$: 'CAD',
    a$: 'AUD',
    au$: 'AUD',
  }
  const pattern =
    /(?<![\p{L}])(?:EUR|USD|CHF|GBP|SEK|NOK|DKK|CAD|AUD|NZD|JPY|INR|PLN|CZK|HUF|euros?|s?fr\.|rs\.)(?![\p{L}])|(?:US|CA|C|AU|A)?\$|[€£₹]/giu
  return [...text.matchAll(pattern)].map((match) => {
    const value = symbols[match[0].toLowerCase()] ?? match[0].toUpperCase()
    const quality = /^[A-Z]{3}$/.test(match[0]) ? 1 : match[0] === '$' ? 0.8 : 0.95
    return { start: match.index, end: match.index + match[0].length, value, quality }
  })
}

function toFound(text: string, pattern: RegExp, quality: (value: string) => number): FoundValue[] {
  return [...text.matchAll(pattern)].map((match) => {
    const value = /@|\/|\.\p{L}/u.test(match[0]) ? match[0] : match[0].replace(/\s/g, '')
    return { start: match.index, end: match.index + match[0].length, value, quality: quality(value) }
  })
}
