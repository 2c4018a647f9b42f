import type { FoundValue } from './value-kind.ts'

/** A text as one value: all of it after a colon or spaces. */
export function findText(text: string): FoundValue[] {
  const match = /[\p{L}\p{N}](?:.*[\p{L}\p{N}.)!?%])?/u.exec(text)
  if (!match) return []
  return [{ start: match.index, end: match.index + match[0].length, value: match[0], quality: 0.75 }]
}

const legalForm =
  /\b(?:Pty Ltd|GmbH(?: & Co\.? KG)?|AG|KG|OHG|UG|e\.? ?K\.?|eG|GbR|mbH|SE|Ltd\.?|Limited|LLC|L\.L\.C\.|Inc\.?|Corp\.?|Co\.|PLC|plc|LLP|SARL|S\.A\.R\.L\.?|Sàrl|SAS|SASU|S\.A\.S\.?|S\.A\.|SA|EURL|SCI|SNC|B\.V\.|BV|ApS|AB|AS|Oy)(?=$|[\s,·|])/u

/** The text as a company's or a person's name: surest where it ends in a legal form ("GmbH", "SARL", "Ltd"). */
export function findPartyNames(text: string): FoundValue[] {
  const [whole] = findText(text.replace(/\s*[·|•].*$/, ''))
  if (!whole || !/\p{Lu}/u.test(whole.value) || /@|www\.|^\d+$/.test(whole.value)) return []
  if (/\d/.test(whole.value) && /\d{4,}|^\d/.test(whole.value)) return [{ ...whole, quality: 0.2 }]
  const form = legalForm.exec(whole.value)
  if (!form) return [{ ...whole, quality: whole.value.split(' ').length <= 5 ? 0.7 : 0.25 }]
  // A legal form alone is nobody's name.
  if (!/\p{L}/u.test(whole.value.slice(0, form.index))) return []
  const rest = whole.value.slice(form.index + form[0].length)
  // In "Kunden AG Mitte" the name goes on, and may do so further.
  if (/^\s+\p{L}/u.test(rest))
    return [{ ...whole, quality: whole.value.split(' ').length <= 6 ? 0.65 : 0.25 }]
  const value = whole.value.slice(0, form.index + form[0].length)
  return [{ ...whole, value, end: whole.start + value.length, quality: 0.95 }]
}
