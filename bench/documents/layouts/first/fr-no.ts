import { amount, dayFirst, type Layout, longDate } from '../../blocks.ts'

const no = (value: string) => amount(value, ' ', ',')

/** The first set's layouts in French and Norwegian. */
export const frenchAndNorwegian: Layout[] = [
  {
    name: 'fr correction',
    by: 'web',
    rates: [20, 0],
    number: (digits, year) => `F${year}${digits}`,
    blocks: (i) => [
      { kind: 'text', text: `Facture ${i.number} du ${dayFirst(i.date, '/')}`, size: 14 },
      { kind: 'text', text: i.supplier },
      {
        kind: 'table',
        head: ['Désignation', 'Qté', 'Total'],
        rows: i.lines.map((l) => [l.text, `${l.quantity}`, no(l.sum)]),
      },
      {
        kind: 'pairs',
        shape: 'beside',
        at: 'right',
        pairs: [
          ['Total HT', `${no(i.net)} €`],
          ['Total TVA', `${no(i.tax)} €`],
          ['Total TTC', `${no(i.total)} €`],
          ['Net à payer', `${no(i.total)} €`],
        ],
      },
      { kind: 'text', text: `À régler au plus tard le ${dayFirst(i.due, '/')}` },
    ],
  },
  {
    name: 'no key facts',
    by: 'web',
    rates: [25, 0],
    number: (digits) => digits,
    blocks: (i) => [
      { kind: 'text', text: 'FAKTURA', size: 20 },
      { kind: 'text', text: i.supplier },
      {
        kind: 'pairs',
        shape: 'beside',
        at: 'right',
        pairs: [
          ['Fakturanr.', i.number],
          ['Fakturadato', dayFirst(i.date)],
          ['Forfallsdato', dayFirst(i.due)],
          ['Kundenr.', '20417'],
        ],
      },
      {
        kind: 'table',
        head: ['Beskrivelse', 'Antall', 'Pris', 'Beløp'],
        rows: i.lines.map((l) => [l.text, `${l.quantity}`, no(l.price), no(l.sum)]),
      },
      {
        kind: 'pairs',
        shape: 'beside',
        at: 'right',
        pairs: [
          ['Sum eks. mva', no(i.net)],
          ['Mva', no(i.tax)],
          ['Å betale', `NOK ${no(i.total)}`],
        ],
      },
    ],
  },
  {
    name: 'no columns',
    by: 'drawn',
    rates: [25, 15],
    number: (digits) => digits,
    blocks: (i) => [
      { kind: 'text', text: i.supplier, size: 14 },
      {
        kind: 'pairs',
        shape: 'columns',
        at: 'left',
        pairs: [
          ['Fakturanummer', i.number],
          ['Dato', dayFirst(i.date)],
          ['Forfall', dayFirst(i.due)],
        ],
      },
      {
        kind: 'table',
        head: ['Vare', 'Antall', 'Sum'],
        rows: i.lines.map((l) => [l.text, `${l.quantity}`, no(l.sum)]),
      },
      {
        kind: 'pairs',
        shape: 'beside',
        at: 'right',
        pairs: [
          ['Nettobeløp', no(i.net)],
          [`Merverdiavgift ${i.rate} %`, no(i.tax)],
          ['Totalbeløp', no(i.total)],
        ],
      },
    ],
  },
  {
    name: 'no letter',
    by: 'web',
    rates: [25, 0],
    number: (digits, year) => `${year}-${digits}`,
    blocks: (i) => [
      { kind: 'text', text: i.supplier },
      { kind: 'text', text: `Faktura nr. ${i.number} av ${longDate(i.date, 'no')}`, size: 14 },
      {
        kind: 'table',
        head: ['Tekst', 'Antall', 'Beløp'],
        rows: i.lines.map((l) => [l.text, `${l.quantity}`, no(l.sum)]),
      },
      {
        kind: 'pairs',
        shape: 'boxes',
        at: 'right',
        pairs: [
          ['Netto', `kr ${no(i.net)}`],
          ['MVA', `kr ${no(i.tax)}`],
          ['Sum inkl. mva.', `kr ${no(i.total)}`],
        ],
      },
      { kind: 'text', text: `Betalingsfrist: ${dayFirst(i.due)}` },
    ],
  },
]
