import { amount, dayFirst, type Layout, longDate } from '../blocks.ts'

const de = (value: string) => amount(value, '.', ',')
const en = (value: string) => amount(value, ',', '.')
const spaced = (value: string) => amount(value, ' ', ',')

/** The layouts that judge: they were made before the first mending, and no mending looks at one. */
export const heldOut: Layout[] = [
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
