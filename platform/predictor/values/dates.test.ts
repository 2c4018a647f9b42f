import { describe, expect, it } from 'vitest'
import { findDates, ordersShown } from './dates.ts'
import type { DocumentTraits } from './value-kind.ts'

const dayFirst: DocumentTraits = { language: 'en', hasCents: true, dateOrder: 'day', dateOrderCertainty: 0.9 }
const monthFirst: DocumentTraits = { ...dayFirst, dateOrder: 'month' }
const read = (text: string, traits = dayFirst) => findDates(text, traits).map(({ value }) => value)

describe('findDates', () => {
  it.each([
    ['12.03.2026', '2026-03-12'],
    ['12. 3. 2026', '2026-03-12'],
    ['2.1.26', '2026-01-02'],
    ['12/03/2026', '2026-03-12'],
    ['12-03-2026', '2026-03-12'],
    ['12 / 03 / 2026', '2026-03-12'],
    ['2026-03-12', '2026-03-12'],
    ['2026/03/12', '2026-03-12'],
    ['2026-03-12T09:30:00Z', '2026-03-12'],
    ['12 March 2026', '2026-03-12'],
    ['12th of March 2026', '2026-03-12'],
    ['March 12, 2026', '2026-03-12'],
    ['Mar. 12th, 2026', '2026-03-12'],
    ['12. März 2026', '2026-03-12'],
    ['12. Maerz 2026', '2026-03-12'],
    ['12 mars 2026', '2026-03-12'],
    ['1er mars 2026', '2026-03-01'],
    ['15 août 2026', '2026-08-15'],
    ['3 févr. 2026', '2026-02-03'],
    ['31 DÉCEMBRE 2025', '2025-12-31'],
    ['12-Mar-2026', '2026-03-12'],
    ['12-MAR-26', '2026-03-12'],
    ['Thursday, 12 March 2026 14:05', '2026-03-12'],
    ['24.02.2026 17:41', '2026-02-24'],
    ['29.02.2024.', '2024-02-29'],
  ])('reads %s as %s', (text, date) => {
    expect(read(text)).toEqual([date])
  })

  it.each([
    '32.01.2026',
    '12.13.2026',
    '29.02.2025',
    '00.01.2026',
    '12.03.',
    'March 2026',
    '1.234.567',
    '192.168.10.26',
    '12.03.20261',
    '2026-13-01',
    'IBAN 12/345/67890',
    '',
  ])('reads no date in "%s"', (text) => {
    expect(read(text)).toEqual([])
  })

  it('puts the month first where the document does', () => {
    expect(read('03/12/2026', monthFirst)).toEqual(['2026-03-12'])
  })

  it('puts the day first whatever the document does where only that makes a date', () => {
    expect(read('25/12/2026', monthFirst)).toEqual(['2026-12-25'])
  })

  it('is less sure of a date that can be read in two ways', () => {
    const doubtful = { ...dayFirst, dateOrderCertainty: 0.2 }
    const [ambiguous, plain] = findDates('03/12/2026 and 25/12/2026', doubtful)
    expect(ambiguous?.quality).toBeLessThan(plain?.quality ?? 0)
  })

  it('finds every date in a sentence', () => {
    expect(read('from 01.03.2026 to 31.03.2026')).toEqual(['2026-03-01', '2026-03-31'])
  })
})

describe('ordersShown', () => {
  it('takes an order only from dates that show it', () => {
    expect(ordersShown('03/04/2026 25/12/2026 12/25/2026')).toEqual(['day', 'month'])
  })
})
