import { languages } from './languages/languages.ts'
import { wordsOf } from './words.ts'

const set = (phrases: string, part: 'net' | 'gross' | 'tax' | 'fillers') =>
  new Set([phrases, ...languages.map((language) => language[part])].flatMap(wordsOf).map(({ word }) => word))

/** Words beside "total" or "amount" that say it's without tax. */
export const netWords = set(
  'netto net HT excl exkl excluding exclusive exclus ex ohne before vor avant hors excludes',
  'net',
)

/** Words beside "total" or "amount" that say tax is part of it. */
export const grossWords = set(
  'brutto gross TTC inkl incl inc including inclusive includes einschl einschließlich mit comprises compris incluse inclus included enthalten',
  'gross',
)

/** Words that name the tax. */
export const taxWords = set(
  'VAT tax taxes GST HST MwSt MWST USt Umsatzsteuer Mehrwertsteuer Steuer TVA taxe',
  'tax',
)

/** Words that change nothing where they stand between a name and its value. */
export const fillerWords = set(
  `eur euro euros € usd chf gbp cad aud inr rs jpy nok sek dkk in en der and und et plus zzgl gesetzl gesetzliche gesetzlicher
  from on vom von du le am is ist est for invoice rechnung facture sales to au por in usd im you an your this cette
  due payable amount rec receipt date id ref code this s`,
  'fillers',
)
