import { describe, expect, it } from 'vitest'
import { findIdentifiers } from './identifiers.ts'

const traits = { language: 'en', hasCents: true, dateOrder: 'day', dateOrderCertainty: 0.9 } as const
const best = (text: string) => findIdentifiers(text, traits).toSorted((a, b) => b.quality - a.quality)[0]

describe('findIdentifiers', () => {
  it.each([
    ['INV-2026-0012', 'INV-2026-0012'],
    [': 4711', '4711'],
    ['RE 2026 0012', 'RE 2026 0012'],
    ['F2026/014 du 1er mars 2026', 'F2026/014'],
    ['#00482', '00482'],
    ['2026 - 0012', '2026 - 0012'],
    ['7/2026', '7/2026'],
    ['8A3F21C0-0007.', '8A3F21C0-0007'],
    ['2602 114 775 A', '2602 114 775 A'],
  ])('reads "%s" as %s', (text, identifier) => {
    expect(best(text)?.value).toBe(identifier)
  })

  it.each(['12.03.2026', '12 March 2026', 'Berlin', ''])('reads no identifier in "%s"', (text) => {
    expect(best(text)).toBeUndefined()
  })

  it.each(['1.234,50 €', '19 %', '14 days'])('doubts that "%s" holds one', (text) => {
    expect(best(text)?.quality ?? 0).toBeLessThan(0.2)
  })
})
