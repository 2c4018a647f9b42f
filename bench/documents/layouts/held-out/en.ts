import { amount, dayFirst, type Layout, longDate } from '../../blocks.ts'

const en = (value: string) => amount(value, ',', '.')

/** The held-out set's layouts in English. */
export const english: Layout[] = [
  {
    name: 'en reverse charge',
    by: 'web',
    rates: [0, 23],
    number: (digits) => `A-${digits}`,
    blocks: (i) => [
      { kind: 'text', text: 'INVOICE', size: 22, align: 'right' },
      {
        kind: 'pairs',
        shape: 'below',
        at: 'left',
        pairs: [
          ['Invoice number', i.number],
          ['Date of issue', longDate(i.date, 'en')],
          ['Date due', longDate(i.due, 'en')],
        ],
      },
      {
        kind: 'table',
        head: ['Description', 'Qty', 'Unit price', 'Amount'],
        rows: i.lines.map((l) => [l.text, `${l.quantity}`, `€${en(l.price)}`, `€${en(l.sum)}`]),
      },
      {
        kind: 'pairs',
        shape: 'beside',
        at: 'right',
        pairs: [
          ['Subtotal', `€${en(i.net)}`],
          [`VAT (${i.rate}%)`, `€${en(i.tax)}`],
          ['Amount due', `€${en(i.total)}`],
        ],
      },
      { kind: 'text', text: `${i.supplier} for ${i.buyer}` },
    ],
  },
  {
    name: 'en agency',
    by: 'drawn',
    rates: [20, 0],
    number: (digits) => digits,
    blocks: (i) => [
      { kind: 'text', text: i.supplier, size: 16 },
      { kind: 'text', text: `Sales invoice ${i.number} dated ${longDate(i.date, 'en')}` },
      {
        kind: 'table',
        head: ['Work', 'Days', 'Fee'],
        rows: i.lines.map((l) => [l.text, `${l.quantity}`, en(l.sum)]),
      },
      {
        kind: 'pairs',
        shape: 'beside',
        at: 'right',
        pairs: [
          ['Total GBP Excl. VAT', en(i.net)],
          ['Of which VAT', en(i.tax)],
          ['Total GBP Incl. VAT', en(i.total)],
        ],
      },
      { kind: 'text', text: `Please remit by ${longDate(i.due, 'en')}.` },
    ],
  },
  {
    name: 'en whole rupees in boxes',
    by: 'web',
    rates: [18, 0],
    whole: true,
    number: (digits, year) => `SI/${year}/${digits}`,
    blocks: (i) => [
      { kind: 'text', text: `${i.supplier} — Tax Invoice`, size: 13 },
      {
        kind: 'pairs',
        shape: 'boxes',
        at: 'left',
        pairs: [
          ['Invoice No.', i.number],
          ['Invoice Date', dayFirst(i.date, '/')],
          ['Due Date', dayFirst(i.due, '/')],
        ],
      },
      {
        kind: 'table',
        head: ['Goods', 'Qty', 'Amount'],
        rows: i.lines.map((l) => [l.text, `${l.quantity}`, amount(l.sum, ',', '.', 0)]),
      },
      {
        kind: 'pairs',
        shape: 'beside',
        at: 'right',
        pairs: [
          ['Total before tax', amount(i.net, ',', '.', 0)],
          ['Total tax', en(i.tax)],
          ['Total after tax (INR)', amount(i.total, ',', '.', 0)],
        ],
      },
    ],
  },
]
