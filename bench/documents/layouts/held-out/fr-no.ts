import { amount, dayFirst, type Layout } from '../../blocks.ts'

const spaced = (value: string) => amount(value, ' ', ',')

/** The held-out set's layouts in French and Norwegian. */
export const frenchAndNorwegian: Layout[] = [
  {
    name: 'fr studio',
    by: 'drawn',
    rates: [20, 0],
    number: (digits) => `FA-${digits}`,
    blocks: (i) => [
      { kind: 'text', text: i.supplier, size: 14 },
      {
        kind: 'pairs',
        shape: 'beside',
        at: 'right',
        pairs: [
          ['Facture n°', i.number],
          ['Date', dayFirst(i.date, '/')],
          ['Échéance', dayFirst(i.due, '/')],
        ],
      },
      {
        kind: 'table',
        head: ['Prestation', 'Quantité', 'Montant'],
        rows: i.lines.map((l) => [l.text, `${l.quantity}`, spaced(l.sum)]),
      },
      {
        kind: 'pairs',
        shape: 'beside',
        at: 'right',
        pairs: [
          ['Montant HT', spaced(i.net)],
          [`TVA ${i.rate} %`, spaced(i.tax)],
          ['Montant TTC', spaced(i.total)],
        ],
      },
    ],
  },
  {
    name: 'no contractor',
    by: 'drawn',
    rates: [25, 0],
    number: (digits) => digits,
    blocks: (i) => [
      { kind: 'text', text: `${i.supplier} · Org.nr. 912 345 678 MVA`, size: 9 },
      { kind: 'text', text: `Faktura ${i.number}`, size: 16 },
      {
        kind: 'pairs',
        shape: 'beside',
        at: 'right',
        pairs: [
          ['Fakturadato', dayFirst(i.date)],
          ['Forfallsdato', dayFirst(i.due)],
          ['Deres ref.', 'K. Nilsen'],
        ],
      },
      {
        kind: 'table',
        head: ['Varenavn', 'Antall', 'Enhetspris', 'Beløp'],
        rows: i.lines.map((l) => [l.text, `${l.quantity}`, spaced(l.price), spaced(l.sum)]),
      },
      {
        kind: 'pairs',
        shape: 'beside',
        at: 'right',
        pairs: [
          ['Sum uten mva', spaced(i.net)],
          [`MVA ${i.rate}%`, spaced(i.tax)],
          ['Totalt å betale', spaced(i.total)],
        ],
      },
    ],
  },
  {
    name: 'no shop',
    by: 'web',
    rates: [25, 15],
    number: (digits) => digits,
    blocks: (i) => [
      {
        kind: 'pairs',
        shape: 'columns',
        at: 'left',
        pairs: [
          ['Fakturanr', i.number],
          ['Fakturadato', dayFirst(i.date)],
          ['Betales innen', dayFirst(i.due)],
        ],
      },
      { kind: 'text', text: i.supplier, size: 16 },
      {
        kind: 'table',
        head: ['Produkt', 'Antall', 'Pris'],
        rows: i.lines.map((l) => [l.text, `${l.quantity}`, spaced(l.sum)]),
      },
      {
        kind: 'pairs',
        shape: 'boxes',
        at: 'right',
        pairs: [
          ['Grunnlag mva', spaced(i.net)],
          ['Mva-beløp', spaced(i.tax)],
          ['Beløp å betale', `${spaced(i.total)} kr`],
        ],
      },
    ],
  },
]
