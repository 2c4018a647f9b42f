import { describe, expect, it } from 'vitest'
import { writeValue } from './write-value.ts'

describe('writeValue', () => {
  it.each([
    ['INV-2026/12', 'alphanum', 'INV202612'],
    ['INV-2026/12 #', 'alphanumext', 'INV-2026/12'],
    ['INV-2026/12', 'digits', '202612'],
    ['INV-2026/12', 'string', 'INV-2026/12'],
    ['+49 711 / 123', 'phone', '+49711123'],
    ['EUR ', 'letter', 'EUR'],
    ['7.7', 'number', '7.7'],
    ['1234.50', 'amount', '1234.50'],
  ] as const)('writes %s as %s: %s', (value, type, written) => {
    expect(writeValue(value, type, 64)).toBe(written)
  })

  it('leaves out what is longer than the field, and never cuts', () => {
    expect(writeValue('123456', 'digits', 5)).toBeUndefined()
    expect(writeValue('x'.repeat(65), 'string', 100)).toBeUndefined()
  })

  it('leaves out what has nothing of the type', () => {
    expect(writeValue('12', 'letter', 64)).toBeUndefined()
  })
})
