import { describe, expect, it } from 'vitest'
import type { FieldType } from '../../contract/index.ts'
import { predictFields } from './predict-fields.ts'

type Row = [left: number, text: string][]

/** The value and confidence of one field on a page of these rows; a character is 5 points wide. */
function read(label: string, type: FieldType, rows: Row[]) {
  const items = rows.flatMap((row, i) =>
    row.map(([x, text]) => ({ text, x, y: 50 + i * 15, width: text.length * 5, height: 10 })),
  )
  const [field] = predictFields([items], { [label]: { type, maxLength: 64 } })
  return field ?? { label, value: null, confidence: 0 }
}

const sums = (net: string, tax: string, total: string): Row[] => [
  [
    [300, 'Nettobetrag'],
    [450, net],
  ],
  [
    [300, 'Steuerbetrag'],
    [450, tax],
  ],
  [
    [300, 'Gesamtbetrag'],
    [450, total],
  ],
]

describe('no tax', () => {
  it('takes a zero that agrees with net and total', () => {
    const tax = read('tax_amount', 'amount', sums('681,87', '0,00', '681,87'))
    expect(tax.value).toBe('0.00')
    expect(tax.confidence).toBeGreaterThanOrEqual(0.7)
  })

  it('takes no amount as large as the total for the tax', () => {
    const rows: Row[] = [
      [
        [300, 'VAT'],
        [450, '500.00'],
      ],
      [
        [300, 'Total due'],
        [450, '500.00'],
      ],
    ]
    expect(read('tax_amount', 'amount', rows).value).not.toBe('500.00')
  })
})

describe('number and date in one sentence', () => {
  it.each([
    ['Handelsrechnung (380) Nr. 471102 vom 05.06.2018', '471102', '2018-06-05'],
    ['Honorarrechnung Nr. 2020-17 vom 01.02.2020', '2020-17', '2020-02-01'],
    ['Rechnungskorrektur Nr. 88123 vom 01.02.2020', '88123', '2020-02-01'],
    ['Faktura nr. 20417 av 3. mai 2024', '20417', '2024-05-03'],
  ])('reads %s', (text, number, date) => {
    const invoiceNumber = read('invoice_number', 'string', [[[10, text]]])
    expect(invoiceNumber.value).toBe(number)
    expect(invoiceNumber.confidence).toBeGreaterThan(0.7)
    const invoiceDate = read('invoice_date', 'date', [[[10, text]]])
    expect(invoiceDate.value).toBe(date)
    expect(invoiceDate.confidence).toBeGreaterThan(0.6)
  })
})

describe('where a total and its date stand', () => {
  it.each([
    ['Total € Incl. VAT 681.87', '681.87'],
    ['Due payable 681.87', '681.87'],
    ['Grand Total INR 1,440', '1440.00'],
    ['Grand Total ¥ 1,440', '1440'],
  ])('reads the total of %s', (text, total) => {
    expect(read('total_amount', 'amount', [[[10, text]]]).value).toBe(total)
  })

  it.each([
    ['Please remit until 2024-04-04', '2024-04-04'],
    ['Zahlbar innerhalb 30 Tagen netto bis 04.04.2013', '2013-04-04'],
  ])('reads the due date of %s', (text, due) => {
    expect(read('due_date', 'date', [[[10, text]]]).value).toBe(due)
  })

  it('reads what stands in a box at the right edge of the line below its label', () => {
    const rows: Row[] = [
      [[300, 'Nettobetrag']],
      [[480, '100,00']],
      [[300, 'Gesamtbetrag']],
      [[480, '119,00']],
    ]
    expect(read('total_amount', 'amount', rows).value).toBe('119.00')
    expect(read('net_amount', 'amount', rows).value).toBe('100.00')
  })

  it("takes the letterhead's date and not that of printing", () => {
    const rows: Row[] = [[[300, 'Hamburg, den 5. März 2026']], [[10, 'Gedruckt 01.01.2031']]]
    expect(read('invoice_date', 'date', rows).value).toBe('2026-03-05')
  })
})

describe('names of parties', () => {
  it('is null where only a legal form stands', () => {
    expect(
      read('supplier_name', 'string', [
        [
          [10, 'Verkäufer:'],
          [100, 'GmbH'],
        ],
      ]).value,
    ).toBeNull()
  })

  it('never cuts a name with confidence', () => {
    const { value, confidence } = read('buyer_name', 'string', [
      [
        [10, 'Kunde:'],
        [100, 'Kunden AG Mitte'],
      ],
    ])
    expect(value === 'Kunden AG Mitte' || confidence < 0.7).toBe(true)
  })
})

describe('Norwegian', () => {
  const rows: Row[] = [
    [
      [10, 'Fakturanr.'],
      [200, '20417'],
    ],
    [
      [10, 'Fakturadato'],
      [200, '05.06.2024'],
    ],
    [
      [10, 'Forfallsdato'],
      [200, '19.06.2024'],
    ],
    [
      [10, 'Sum eks. mva'],
      [200, '1 000,00'],
    ],
    [
      [10, 'Mva'],
      [200, '250,00'],
    ],
    [
      [10, 'Å betale'],
      [200, 'NOK 1 250,00'],
    ],
  ]

  it.each([
    ['invoice_number', 'string', '20417'],
    ['invoice_date', 'date', '2024-06-05'],
    ['due_date', 'date', '2024-06-19'],
    ['net_amount', 'amount', '1000.00'],
    ['tax_amount', 'amount', '250.00'],
    ['total_amount', 'amount', '1250.00'],
  ] as const)('reads %s', (label, type, value) => {
    expect(read(label, type, rows).value).toBe(value)
  })
})
