import { describe, expect, it } from 'vitest'
import type { FieldConfig, FieldType } from '../../contract/index.ts'
import type { TextItem } from './layout/text-item.ts'
import { predictFields } from './predict-fields.ts'

/** Rows of text: a cell is its text and its left edge. */
function page(rows: [left: number, text: string][][]): TextItem[][] {
  const items = rows.flatMap((row, i) =>
    row.map(([x, text]) => ({ text, x, y: 50 + i * 15, width: text.length * 5, height: 10 })),
  )
  return [items]
}

function read(label: string, type: FieldType, rows: [left: number, text: string][][], description?: string) {
  const [field] = predictFields(page(rows), {
    [label]: { type, maxLength: 64, description: description ?? null },
  })
  return field
}

describe('where a value stands', () => {
  it('finds it to the right of its name', () => {
    expect(
      read('invoice_number', 'string', [
        [
          [10, 'Invoice no.'],
          [200, 'A-77'],
        ],
      ])?.value,
    ).toBe('A-77')
  })

  it('finds it after a colon', () => {
    expect(read('invoice_date', 'date', [[[10, 'Rechnungsdatum: 12.03.2026']]])?.value).toBe('2026-03-12')
  })

  it('finds it below its name in a table', () => {
    const rows: [number, string][][] = [
      [
        [10, 'Invoice no.'],
        [120, 'Date'],
        [220, 'Customer no.'],
      ],
      [
        [10, '90412'],
        [120, '12 March 2026'],
        [220, '5518'],
      ],
    ]
    expect(read('invoice_number', 'string', rows)?.value).toBe('90412')
    expect(read('invoice_date', 'date', rows)?.value).toBe('2026-03-12')
    expect(read('customer_number', 'string', rows)?.value).toBe('5518')
  })

  it('reads a name that is broken in two lines', () => {
    const rows: [number, string][][] = [[[10, 'Bill']], [[10, 'number']], [[10, '90412']]]
    const items = page(rows).map((sheet) => sheet.map((item, i) => ({ ...item, y: 50 + i * 12 })))
    const [field] = predictFields(items, { invoice_number: { type: 'string', maxLength: 64 } })
    expect(field?.value).toBe('90412')
  })

  it('finds a date after the number in a title', () => {
    expect(read('invoice_date', 'date', [[[10, 'Rechnung Nr. 12-7 vom 1. März 2026']]])?.value).toBe(
      '2026-03-01',
    )
  })

  it('takes a number that looks like a date for the number that its name says', () => {
    const rows: [number, string][][] = [[[10, 'Facture n° 2026-12-04']], [[10, 'Lyon, le 5 décembre 2026']]]
    expect(read('invoice_number', 'string', rows)?.value).toBe('2026-12-04')
    expect(read('invoice_date', 'date', rows)?.value).toBe('2026-12-05')
  })

  it('reads a name in two languages as one', () => {
    const rows: [number, string][][] = [[[10, 'INVOICE NO / RECHNUNG NR.']], [[10, 'TL 26-44']]]
    expect(read('invoice_number', 'string', rows)?.value).toBe('TL 26-44')
  })

  it('finds the date of a letter', () => {
    expect(read('invoice_date', 'date', [[[10, 'Lyon, le 12 mars 2026']]])?.value).toBe('2026-03-12')
  })
})

describe('which value is meant', () => {
  const summary: [number, string][][] = [
    [
      [10, 'Description'],
      [200, 'Qty'],
      [300, 'Total'],
    ],
    [
      [10, 'Chair'],
      [200, '2'],
      [300, '900.00'],
    ],
    [
      [200, 'Subtotal'],
      [300, '900.00'],
    ],
    [
      [200, 'VAT 20%'],
      [300, '180.00'],
    ],
    [
      [200, 'Total'],
      [300, '1,080.00'],
    ],
  ]

  it('takes the total, and neither the subtotal nor a line', () => {
    expect(read('total_amount', 'amount', summary)?.value).toBe('1080.00')
  })

  it('is surer of a total that net and tax add up to', () => {
    const alone = summary.filter(([first]) => first?.[1] !== 'VAT 20%')
    const [agreed, single] = [summary, alone].map(
      (rows) => read('total_amount', 'amount', rows)?.confidence ?? 0,
    )
    expect(agreed).toBeGreaterThan(single ?? 1)
  })

  it.each([
    ['Total HT', 'Total TTC'],
    ['Summe netto', 'Gesamtbetrag'],
    ['Total excl. VAT', 'Total incl. VAT'],
    ['Zwischensumme', 'Endbetrag'],
    ['Total TVA', 'Net à payer'],
    ['Betrag ohne MwSt.', 'Betrag inkl. MwSt.'],
  ])('takes what stands beside another name than "%s"', (other, own) => {
    const rows: [number, string][][] = [
      [
        [10, other],
        [300, '500,00 €'],
      ],
      [
        [10, own],
        [300, '600,00 €'],
      ],
    ]
    expect(read('total_amount', 'amount', rows)?.value).toBe('600.00')
    expect(read('total_amount', 'amount', rows.toReversed())?.value).toBe('600.00')
  })

  it.each([
    ['Due date', 'Invoice date'],
    ['Fällig am', 'Datum'],
    ["Date d'échéance", "Date d'émission"],
    ['Lieferdatum', 'Rechnungsdatum'],
    ['Order date', 'Date'],
  ])('takes the date of "%s" for no invoice date', (other, own) => {
    const rows: [number, string][][] = [
      [
        [10, other],
        [200, '01.04.2026'],
      ],
      [
        [10, own],
        [200, '02.03.2026'],
      ],
    ]
    expect(read('invoice_date', 'date', rows)?.value).toBe('2026-03-02')
  })

  it('keeps the minus of a credit note', () => {
    expect(
      read('total_amount', 'amount', [
        [
          [10, 'Gesamtsumme'],
          [300, '-119,00 €'],
        ],
      ])?.value,
    ).toBe('-119.00')
  })
})

describe('which fields there are', () => {
  it('answers for every label in its order, with null and 0 for what is missing', () => {
    const config: FieldConfig = {
      iban: { type: 'alphanum', maxLength: 34 },
      invoice_number: { type: 'string', maxLength: 64 },
    }
    expect(predictFields(page([[[10, 'Hello']]]), config)).toEqual([
      { label: 'iban', value: null, confidence: 0 },
      { label: 'invoice_number', value: null, confidence: 0 },
    ])
  })

  it('finds a field that it has no words for by the words of its label', () => {
    expect(
      read('hull_code', 'alphanum', [
        [
          [10, 'Hull code'],
          [200, 'XK-20'],
        ],
      ])?.value,
    ).toBe('XK20')
  })

  it('finds a field by the words of its description', () => {
    expect(
      read(
        'f7',
        'date',
        [
          [
            [10, 'Invoice date'],
            [200, '2026-03-12'],
          ],
        ],
        'The invoice date',
      )?.value,
    ).toBe('2026-03-12')
    expect(
      read(
        'f8',
        'alphanum',
        [
          [
            [10, 'Hull code'],
            [200, 'XK20'],
          ],
        ],
        'hull code',
      )?.value,
    ).toBe('XK20')
  })

  it('takes no value that is longer than the field', () => {
    const pages = page([
      [
        [10, 'Invoice no.'],
        [200, 'A-1234567'],
      ],
    ])
    expect(predictFields(pages, { invoice_number: { type: 'string', maxLength: 5 } })[0]?.value).toBeNull()
  })
})
