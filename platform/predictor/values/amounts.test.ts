import { describe, expect, it } from 'vitest'
import { findAmounts } from './amounts.ts'

const read = (text: string) => findAmounts(text).map(({ value }) => value)

describe('findAmounts', () => {
  it.each([
    ['1.234,50 €', '1234.50'],
    ['1,234.50', '1234.50'],
    ["CHF 1'234.50", '1234.50'],
    ['1 234,50', '1234.50'],
    ['1 234 567,89 €', '1234567.89'],
    ['€1,234.50', '1234.50'],
    ['$1,188.00 USD', '1188.00'],
    ['USD1,234.50', '1234.50'],
    ['1.234.567,00', '1234567.00'],
    ['1,23,456.00', '123456.00'],
    ['0,99', '0.99'],
    ['120 €', '120.00'],
    ['EUR 2.500', '2500.00'],
    ['¥ 2,500', '2500'],
    ['₹ 1,440', '1440.00'],
    ['1,440 INR', '1440.00'],
    ['-119,00 €', '-119.00'],
    ['- 119,00', '-119.00'],
    ['€ -119.00', '-119.00'],
    ['119,00-', '-119.00'],
    ['(50.00)', '-50.00'],
    ['CHF 49.-', '49.00'],
    ['49,-- EUR', '49.00'],
    ['kr 1 200,00', '1200.00'],
  ])('reads %s as %s', (text, amount) => {
    expect(read(text)).toEqual([amount])
  })

  it.each([
    '12.03.2026',
    '19 %',
    '7,5%',
    'RE-2026-0012',
    'A1234',
    '12/345',
    '10:45',
    '1.234.50',
    '007',
    '',
    'abc',
  ])('reads no amount in "%s"', (text) => {
    expect(read(text)).toEqual([])
  })

  it('is surest of an amount with cents and a currency', () => {
    const [full, bare, whole] = ['12,50 €', '12,50', '12'].map((text) => findAmounts(text)[0]?.quality ?? 0)
    expect(full).toBeGreaterThan(bare ?? 1)
    expect(bare).toBeGreaterThan(whole ?? 1)
  })
})
