/** What kind of thing a value is, which says how to recognise it in text. */
export type ValueKind =
  | 'date'
  | 'amount'
  | 'rate'
  | 'number'
  | 'identifier'
  | 'reference'
  | 'iban'
  | 'bic'
  | 'vatNumber'
  | 'phone'
  | 'email'
  | 'website'
  | 'currency'
  | 'partyName'
  | 'text'

/** A value in a text: where it stands, how it's written in one way for all, and how surely it is one (0 to 1). */
export interface FoundValue {
  start: number
  end: number
  value: string
  quality: number
}

/** What the whole document says about how to read its values. */
export interface DocumentTraits {
  /** As in ISO 639-1. */
  language: string
  /** Which comes first in 03/12/2026. */
  dateOrder: 'day' | 'month'
  /** How sure `dateOrder` is, 0 to 1. */
  dateOrderCertainty: number
  /** Its currency has hundredths: 1440 is 1440.00. */
  hasCents: boolean
}
