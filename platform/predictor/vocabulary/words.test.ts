import { describe, expect, it } from 'vitest'
import { wordsOf } from './words.ts'

describe('wordsOf', () => {
  it.each([
    ['Rechnungsnummer', 'rechnung no'],
    ['Rechnungs-Nr.', 'rechnung no'],
    ['Rg.-Nr.:', 'rg no'],
    ['N° de facture', 'no facture'],
    ['Invoice #', 'invoice no'],
    ['Fälligkeitsdatum', 'falligkeit datum'],
    ["Date d'échéance", 'date echeance'],
    ['Total T.T.C.', 'total ttc'],
    ['P.O. Number', 'po no'],
    ['', ''],
  ])('folds "%s" to "%s"', (text, words) => {
    expect(
      wordsOf(text)
        .map(({ word }) => word)
        .join(' '),
    ).toBe(words)
  })

  it('tells where each word stands', () => {
    expect(wordsOf('a Rechnungsnr.').map(({ start, end }) => [start, end])).toEqual([
      [0, 1],
      [2, 11],
      [11, 13],
    ])
  })
})
