import type { Language } from './language.ts'

/** Bokmål, and what Nynorsk writes otherwise. */
export const norwegian: Language = {
  code: 'no',
  marks:
    'faktura fakturadato og av til mva beløp betale betalingsfrist forfall forfallsdato kundenr antall vare beskrivelse totalt',
  months: [
    'januar jan',
    'februar feb',
    'mars',
    'april apr',
    'mai',
    'juni jun',
    'juli jul',
    'august aug',
    'september sep sept',
    'oktober okt',
    'november nov',
    'desember des',
  ],
  compoundEnds: 'dato beløp nummer nr',
  net: 'eks eksl ekskl uten netto',
  gross: 'inkl inklusiv med brutto',
  tax: 'mva moms merverdiavgift',
  fillers: 'av på og kr nok for til',
  names: {
    invoice_number: [
      [1, 'fakturanr, fakturanummer, faktura nr, kreditnotanr, kreditnota nr'],
      [0.85, 'bilagsnr, bilagsnummer, kvitteringsnr, dokumentnr'],
      [0.55, 'faktura, kreditnota, kvittering'],
    ],
    customer_number: [[1, 'kundenr, kundenummer, kunde nr']],
    order_number: [[1, 'ordrenr, ordrenummer, bestillingsnr, bestillingsnummer, deres ordrenr']],
    payment_reference: [[1, 'KID, KID-nr, KID-nummer, betalingsreferanse']],
    vat_number: [[1, 'org nr, orgnr, organisasjonsnr, organisasjonsnummer, foretaksregisteret']],
    iban: [[0.6, 'kontonr, kontonummer, bankkonto, til konto']],
    invoice_date: [
      [1, 'fakturadato, faktura dato, utstedt, utstedelsesdato, kreditnotadato'],
      [0.8, 'dato'],
    ],
    due_date: [
      [
        1,
        'forfallsdato, forfall, forfaller, betalingsfrist, betalingsforfall, betales innen, betalt innen, betales senest, å betale innen, frist for betaling',
      ],
    ],
    delivery_date: [[1, 'leveringsdato, levert, levert dato, leveransedato']],
    order_date: [[1, 'ordredato, bestillingsdato']],
    period: [[1, 'periode, fakturaperiode, utskriftsdato, utskrift, skrevet ut']],
    total_amount: [
      [
        1,
        'å betale, totalt å betale, sum å betale, beløp å betale, til betaling, totalbeløp, totalsum, fakturabeløp, sum inkl mva, total inkl mva, totalt inkl mva, beløp inkl mva, fakturatotal, sum totalt',
      ],
      [0.85, 'sum, totalt'],
      [0.6, 'beløp, betalt'],
    ],
    amount_due: [
      [1, 'å betale, totalt å betale, sum å betale, beløp å betale, utestående beløp, til betaling'],
    ],
    net_amount: [
      [
        1,
        'nettobeløp, netto beløp, sum netto, sum eks mva, sum ekskl mva, sum uten mva, total eks mva, totalt eks mva, beløp eks mva, mva-grunnlag, grunnlag mva, avgiftsgrunnlag, sum før mva, avgiftspliktig',
      ],
      [0.75, 'grunnlag, delsum'],
    ],
    subtotal: [[1, 'delsum, mellomsum']],
    tax_amount: [
      [
        1,
        'mva, moms, merverdiavgift, mva-beløp, mva beløp, sum mva, herav mva, derav mva, total mva, totalt mva',
      ],
    ],
    vat_rate: [[1, 'mva-sats, mva %, avgiftssats']],
    discount: [[1, 'rabatt, rabattbeløp']],
    shipping_amount: [[1, 'frakt, porto, fraktkostnad']],
    line_item: [[1, 'enhetspris, pris, stykkpris, pris pr enhet']],
    supplier_name: [[1, 'selger, leverandør, avsender, fra']],
    buyer_name: [[1, 'kunde, kjøper, mottaker, fakturamottaker, faktureres til, fakturaadresse']],
    delivery_address: [[1, 'leveringsadresse, leveres til']],
    currency: [[1, 'valuta']],
    payment_terms: [[1, 'betalingsbetingelser, betalingsvilkår']],
    contact_person: [[1, 'vår ref, deres ref, kontaktperson, vår referanse, deres referanse']],
    description: [[1, 'beskrivelse, vare, varenavn, varetekst, produkt, tekst, tjeneste']],
    quantity: [[1, 'antall, mengde, timer, enhet']],
  },
}
