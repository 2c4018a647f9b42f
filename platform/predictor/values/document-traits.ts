import { languages } from '../vocabulary/languages/languages.ts'
import { ordersShown } from './dates.ts'
import type { DocumentTraits } from './value-kind.ts'

const marks: Record<string, RegExp> = {
  ...Object.fromEntries(
    languages.map(({ code, marks }) => [
      code,
      new RegExp(`(?<!\\p{L})(?:${marks.replaceAll(' ', '|')})(?!\\p{L})`, 'giu'),
    ]),
  ),
  de: /\b(?:rechnung\w*|und|der|die|das|für|mwst|ust\w*|betrag|gesamt\w*|summe|datum|bitte|zahlbar|straße|kunden\w*|menge|wir)\b/gi,
  fr: /\b(?:facture|et|le|la|les|du|des|pour|tva|montant|date d|échéance|siret|paiement|client|rue|désignation|quantité|nous)\b/gi,
  en: /\b(?:invoice|and|the|of|for|to|tax|amount|due|your|please|payment|street|quantity|description|receipt|we)\b/gi,
}
const american =
  /\b(?:[A-Z]{2} \d{5}(?:-\d{4})?|sales tax|LLC|Inc\.?|USD|United States|USA|EIN|zip code|ACH|routing)\b|US\$/g
const notAmerican =
  /€|£|\b(?:EUR|GBP|CHF|VAT|GST|ABN|AUD|NZD|TVA|IBAN|Ltd|UK|United Kingdom|Australia|Ireland)\b/g

/** Tells a document's language, and whether its 03/12/2026 is in March or in December. */
export function traitsOf(text: string): DocumentTraits {
  const score = (pattern: RegExp) => text.match(pattern)?.length ?? 0
  const scores = Object.entries(marks).map(([code, pattern]) => ({ code, score: score(pattern) }))
  // Where two are as likely, English is last to lose.
  const best = scores.reduce((a, b) => (b.score > a.score ? b : a), { code: 'en', score: 0 })
  const language = best.score > score(marks['en'] ?? /^$/g) ? best.code : 'en'
  const hasCents = !/\b(?:JPY|KRW|CLP|ISK)\b|¥/.test(text)
  const shown = ordersShown(text)
  const days = shown.filter((order) => order === 'day').length
  if (shown.length > 0 && days !== shown.length / 2) {
    return {
      language,
      hasCents,
      dateOrder: days > shown.length / 2 ? 'day' : 'month',
      dateOrderCertainty: 0.95,
    }
  }
  if (language !== 'en') return { language, hasCents, dateOrder: 'day', dateOrderCertainty: 0.95 }
  const usMarks = score(american) + (/\$\s?\d/.test(text) ? 1 : 0)
  const other = score(notAmerican)
  if (usMarks === other) return { language, hasCents, dateOrder: 'day', dateOrderCertainty: 0.2 }
  const dateOrder = usMarks > other ? 'month' : 'day'
  return {
    language,
    hasCents,
    dateOrder,
    dateOrderCertainty: Math.min(0.9, 0.5 + 0.15 * Math.abs(usMarks - other)),
  }
}
