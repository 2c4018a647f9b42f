import { amount, dayFirst, type Layout, longDate } from '../blocks.ts'

const de = (value: string) => amount(value, '.', ',')
const en = (value: string) => amount(value, ',', '.')
const no = (value: string) => amount(value, ' ', ',')

/** The layouts that mending may look at. */
export const first: Layout[] = [
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
