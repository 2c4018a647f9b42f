import { amount, dayFirst, type Layout, longDate } from '../../blocks.ts'

const de = (value: string) => amount(value, '.', ',')
const en = (value: string) => amount(value, ',', '.')

/** The first set's layouts in English. */
export const english: Layout[] = [
  {
    name: 'en boxes',
    by: 'web',
    rates: [20, 0],
    number: (digits) => `INV${digits}`,
    blocks: (i) => [
      { kind: 'text', text: i.supplier, size: 18 },
      {
        kind: 'pairs',
        shape: 'boxes',
        at: 'right',
        pairs: [
          ['Invoice', i.number],
          ['Invoice date', longDate(i.date, 'en')],
          ['Please remit until', longDate(i.due, 'en')],
        ],
      },
      { kind: 'text', text: `To: ${i.buyer}` },
      {
        kind: 'table',
        head: ['Item', 'Qty', 'Unit', 'Total'],
        rows: i.lines.map((l) => [l.text, `${l.quantity}`, en(l.price), en(l.sum)]),
      },
      {
        kind: 'pairs',
        shape: 'beside',
        at: 'right',
        pairs: [
          ['Total € Excl. VAT', en(i.net)],
          ['Total VAT', en(i.tax)],
          ['Total € Incl. VAT', en(i.total)],
        ],
      },
    ],
  },
  {
    name: 'en total taxes',
    by: 'web',
    rates: [0, 21],
    number: (digits, year) => `${year}/${digits}`,
    blocks: (i) => [
      {
        kind: 'pairs',
        shape: 'columns',
        at: 'left',
        pairs: [
          ['Number', i.number],
          ['Issued', i.date],
          ['Due', i.due],
        ],
      },
      { kind: 'text', text: `${i.supplier} to ${i.buyer}` },
      {
        kind: 'table',
        head: ['Description', 'Quantity', 'Amount'],
        rows: i.lines.map((l) => [l.text, `${l.quantity}`, `${de(l.sum)} €`]),
      },
      {
        kind: 'pairs',
        shape: 'beside',
        at: 'left',
        pairs: [
          ['Net amount', `${de(i.net)} €`],
          ['Total taxes', `${de(i.tax)} €`],
          ['Total amount', `${de(i.total)} €`],
          ['Due payable', `${de(i.total)} €`],
        ],
      },
    ],
  },
  {
    name: 'en rupees, whole',
    by: 'drawn',
    rates: [18, 0],
    whole: true,
    number: (digits) => `GST/${digits}`,
    blocks: (i) => [
      { kind: 'text', text: 'TAX INVOICE', size: 16 },
      { kind: 'text', text: i.supplier },
      {
        kind: 'pairs',
        shape: 'beside',
        at: 'right',
        pairs: [
          ['Invoice No', i.number],
          ['Dated', dayFirst(i.date, '-')],
        ],
      },
      {
        kind: 'table',
        head: ['Particulars', 'Qty', 'Rate', 'Amount'],
        rows: i.lines.map((l) => [l.text, `${l.quantity}`, en(l.price), en(l.sum)]),
      },
      {
        kind: 'pairs',
        shape: 'beside',
        at: 'right',
        pairs: [
          ['Taxable value', `INR ${amount(i.net, ',', '.', 0)}`],
          [`IGST @ ${i.rate}%`, `INR ${en(i.tax)}`],
          ['Grand Total', `INR ${amount(i.total, ',', '.', 0)}`],
        ],
      },
      { kind: 'text', text: `Payment due by ${dayFirst(i.due, '-')}` },
      { kind: 'footer', text: `Printed on ${dayFirst('2031-01-05', '-')}` },
    ],
  },
]
