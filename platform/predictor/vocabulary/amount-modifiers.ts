import { wordsOf } from './words.ts'

const set = (phrases: string) => new Set(wordsOf(phrases).map(({ word }) => word))

/** Words beside "total" or "amount" that say it's without tax. */
export const netWords = set(
  'netto net HT excl exkl excluding exclusive exclus ex ohne before vor avant hors excludes',
)

/** Words beside "total" or "amount" that say tax is part of it. */
export const grossWords = set(
  'brutto gross TTC inkl incl inc including inclusive includes einschl einschließlich mit comprises compris incluse inclus included enthalten',
)

/** Words that name the tax. */
export const taxWords = set('VAT tax taxes GST HST MwSt MWST USt Umsatzsteuer Mehrwertsteuer Steuer TVA taxe')

/** Words that change nothing where they stand between a name and its value. */
export const fillerWords = set(
  `eur euro euros € usd chf gbp cad aud nok sek dkk in en der and und et plus zzgl gesetzl gesetzliche gesetzlicher
  from on vom von du le am is ist est for invoice rechnung facture sales to au por in usd im you an your this cette
  due payable amount rec receipt date id ref code this s`,
)
