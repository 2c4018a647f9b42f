import { amount, dayFirst, type Layout, longDate } from '../../blocks.ts'

const de = (value: string) => amount(value, '.', ',')

/** The first set's layouts in German. */
export const german: Layout[] = [
  {
    name: 'de heading sentence',
    by: 'web',
    rates: [19, 7, 0],
    number: (digits) => digits,
    blocks: (i) => [
      { kind: 'text', text: `${i.supplier} · Hafenweg 3 · 20457 Hamburg`, size: 8 },
      { kind: 'text', text: i.buyer },
      { kind: 'text', text: `Handelsrechnung (380) Nr. ${i.number} vom ${dayFirst(i.date)}`, size: 15 },
      {
        kind: 'table',
        head: ['Pos', 'Artikel', 'Menge', 'Preis', 'Summe'],
        rows: i.lines.map((l, at) => [`${at + 1}`, l.text, `${l.quantity}`, de(l.price), de(l.sum)]),
      },
      {
        kind: 'pairs',
        shape: 'beside',
        at: 'right',
        pairs: [
          ['Positionssumme', de(i.net)],
          ['Rechnungssumme ohne USt.', de(i.net)],
          [`Steuerbetrag ${i.rate} %`, de(i.tax)],
          ['Rechnungssumme inkl. USt.', de(i.total)],
          ['Fälliger Betrag', de(i.total)],
        ],
      },
      { kind: 'text', text: `Zahlbar innerhalb 30 Tagen netto bis ${dayFirst(i.due)}.` },
      { kind: 'footer', text: `Gedruckt ${dayFirst('2031-01-05')} · Seite 1 von 1` },
    ],
  },
  {
    name: 'de fee, zero tax',
    by: 'drawn',
    rates: [0, 19],
    number: (digits, year) => `H-${year}-${digits}`,
    blocks: (i) => [
      { kind: 'text', text: i.supplier, size: 14 },
      { kind: 'text', text: `Hamburg, den ${longDate(i.date, 'de')}`, align: 'right' },
      { kind: 'text', text: i.buyer },
      { kind: 'text', text: `Honorarrechnung Nr. ${i.number}`, size: 13 },
      {
        kind: 'table',
        head: ['Leistung', 'Anzahl', 'Betrag'],
        rows: i.lines.map((l) => [l.text, `${l.quantity}`, `${de(l.sum)} €`]),
      },
      {
        kind: 'pairs',
        shape: 'beside',
        at: 'right',
        pairs: [
          ['Nettobetrag', `${de(i.net)} €`],
          ['USt. Gesamt', `${de(i.tax)} €`],
          ['Gesamtbetrag', `${de(i.total)} €`],
        ],
      },
      { kind: 'text', text: `Bitte überweisen Sie den Betrag bis zum ${dayFirst(i.due)}.` },
    ],
  },
]
