import type { Invoice } from './invoice.ts'

/** A part of a page, from top to bottom. Both ways to make a PDF know each kind. */
export type Block =
  | { kind: 'text'; text: string; size?: number; align?: 'left' | 'right' }
  /** Labels with their values: to the right, below each, in boxes with the value at the right edge, or as a table of two rows. */
  | {
      kind: 'pairs'
      shape: 'beside' | 'below' | 'boxes' | 'columns'
      at: 'left' | 'right'
      pairs: [string, string][]
    }
  | { kind: 'table'; head: string[]; rows: string[][] }
  | { kind: 'footer'; text: string }

/** A layout: what it is called, who draws it, which invoices it is filled with, and how it looks. */
export interface Layout {
  name: string
  by: 'web' | 'drawn'
  rates: number[]
  whole?: boolean
  number: (digits: string, year: string) => string
  blocks: (invoice: Invoice) => Block[]
}

/** 1234.50 with these marks: `amount('1234.50', '.', ',')` is 1.234,50. `digits` 0 leaves the decimals out. */
export function amount(value: string, group: string, point: string, digits = 2): string {
  const [whole = '', cents = ''] = value.split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, group)
  return digits === 0 ? grouped : `${grouped}${point}${cents}`
}

/** 2026-03-12 as 12.03.2026, or with another mark. */
export function dayFirst(date: string, mark = '.'): string {
  return date.split('-').toReversed().join(mark)
}

const months = {
  en: 'January February March April May June July August September October November December',
  de: 'Januar Februar März April Mai Juni Juli August September Oktober November Dezember',
  fr: 'janvier février mars avril mai juin juillet août septembre octobre novembre décembre',
  no: 'januar februar mars april mai juni juli august september oktober november desember',
}

/** 2026-03-12 as "12 March 2026", or in another language; German and Norwegian put a point after the day. */
export function longDate(date: string, language: keyof typeof months): string {
  const [year, month, day] = date.split('-').map(Number)
  const point = language === 'de' || language === 'no' ? '.' : ''
  return `${day}${point} ${months[language].split(' ')[(month ?? 1) - 1]} ${year}`
}
