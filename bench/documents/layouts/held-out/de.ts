import { amount, dayFirst, type Layout, longDate } from '../../blocks.ts'

const de = (value: string) => amount(value, '.', ',')

/** The held-out set's layouts in German. */
export const german: Layout[] = [
  {
    name: 'de customs',
    by: 'drawn',
    rates: [0, 19],
    number: (digits, year) => `${digits}/${year}`,
    blocks: (i) => [
      { kind: 'text', text: `${i.supplier}, Lindenallee 8, 04109 Leipzig` },
      { kind: 'text', text: i.buyer },
      { kind: 'text', text: `Exportrechnung Nr. ${i.number} vom ${longDate(i.date, 'de')}`, size: 14 },
      {
        kind: 'table',
        head: ['Ware', 'Menge', 'Einzelpreis', 'Gesamtpreis'],
        rows: i.lines.map((l) => [l.text, `${l.quantity}`, de(l.price), de(l.sum)]),
      },
      {
        kind: 'pairs',
        shape: 'beside',
        at: 'right',
        pairs: [
          ['Summe netto', `EUR ${de(i.net)}`],
          ['Steuerbetrag', `EUR ${de(i.tax)}`],
          ['Rechnungsbetrag', `EUR ${de(i.total)}`],
        ],
      },
      { kind: 'text', text: `Zahlungsziel: ${dayFirst(i.due)}` },
    ],
  },
  {
    name: 'de side column',
    by: 'web',
    rates: [19, 0],
    number: (digits, year) => `KR-${year}-${digits}`,
    blocks: (i) => [
      {
        kind: 'pairs',
        shape: 'below',
        at: 'right',
        pairs: [
          ['Belegnummer', i.number],
          ['Leipzig, den', dayFirst(i.date)],
          ['Fällig am', dayFirst(i.due)],
        ],
      },
      { kind: 'text', text: 'Kostenrechnung', size: 18 },
      { kind: 'text', text: i.buyer },
      {
        kind: 'table',
        head: ['Leistung', 'Stunden', 'Betrag'],
        rows: i.lines.map((l) => [l.text, `${l.quantity}`, `${de(l.sum)} €`]),
      },
      {
        kind: 'pairs',
        shape: 'columns',
        at: 'left',
        pairs: [
          ['Netto', `${de(i.net)} €`],
          [`USt ${i.rate} %`, `${de(i.tax)} €`],
          ['Brutto', `${de(i.total)} €`],
        ],
      },
      { kind: 'footer', text: `${i.supplier} · Ausdruck vom ${dayFirst('2031-01-05')}` },
    ],
  },
  {
    name: 'de correction',
    by: 'web',
    rates: [19, 7],
    number: (digits) => `4${digits}`,
    blocks: (i) => [
      { kind: 'text', text: i.supplier, size: 12 },
      { kind: 'text', text: `Rechnungskorrektur Nr.: ${i.number}`, size: 13 },
      { kind: 'text', text: `Datum: ${dayFirst(i.date)}`, align: 'right' },
      {
        kind: 'table',
        head: ['Nr.', 'Bezeichnung', 'Menge', 'Gesamt'],
        rows: i.lines.map((l, at) => [`${at + 1}`, l.text, `${l.quantity}`, de(l.sum)]),
      },
      {
        kind: 'pairs',
        shape: 'boxes',
        at: 'right',
        pairs: [
          ['Summe ohne Umsatzsteuer', de(i.net)],
          ['Umsatzsteuer gesamt', de(i.tax)],
          ['Endbetrag', de(i.total)],
        ],
      },
      { kind: 'text', text: `Zahlbar rein netto bis ${dayFirst(i.due)}` },
    ],
  },
]
