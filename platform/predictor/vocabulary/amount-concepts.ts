import type { Concept } from './concept.ts'

/** The amounts that invoices state, in English, German and French. */
export const amountConcepts: Concept[] = [
  {
    id: 'total_amount',
    kind: 'amount',
    labels:
      'total, amount, gross amount, amount total, price total, total price, total gross, sum, sum total, total sum, amount incl tax, total incl vat, total inc vat, total incl tax, total with vat',
    names: [
      [
        1,
        `due payable, grand total, total after tax, total amount, invoice total, total invoice, invoice amount, amount of invoice, gross total, total gross, gross amount, total amount due, total due, total payable, total to pay, amount payable, total amount payable, order total, total price, total including tax, total including VAT, total invoice amount, total charge, total charges, amount including VAT, total invoice value, invoice value, total amount to pay, total for invoice, total for this invoice, bill total, total bill, sum total, total sum, receipt total, total sale, purchase total, total inc GST, total inc VAT, total current charges,
        Gesamtbetrag, Gesamtsumme, Rechnungsbetrag, Rechnungssumme, Endbetrag, Endsumme, Rechnungsendbetrag, Gesamtrechnungsbetrag, Gesamt-Rechnungsbetrag, Bruttobetrag, Bruttosumme, Bruttogesamtbetrag, Gesamtbruttobetrag, Zahlbetrag, zu zahlen, zu zahlender Betrag, Summe brutto, Gesamt brutto, Brutto gesamt, Gesamtpreis brutto, Rechnungsbetrag brutto, Rechnungstotal, Gesamttotal, Total Rechnung, Totalbetrag, zu bezahlen, Gesamtforderung, zahlbarer Betrag, Gesamtbetrag inkl. MwSt, Rechnungsgesamtbetrag, Gesamtrechnungssumme, Summe Gesamt, Gesamtendbetrag, Betrag zu zahlen, Rechnung Total, Zahlungsbetrag,
        total TTC, montant TTC, net à payer, net à payer TTC, montant total, montant total TTC, total à payer, montant à payer, prix TTC, total général, total facture, total de la facture, montant de la facture, montant facture, total net TTC, net TTC, somme à payer, total net à payer, montant dû, total dû, montant net à payer, net à régler, total à régler, montant à régler, à payer, à régler, somme totale, total toutes taxes comprises, montant toutes taxes comprises, total du, reste à payer TTC`,
      ],
      [
        0.9,
        `amount due, balance due, due now, total balance due, invoice balance, amount to pay, pay this amount, please pay, please pay amount, balance payable, solde dû, solde à payer, reste à payer, offener Betrag, Restbetrag, noch zu zahlen, fälliger Betrag, fälliger Gesamtbetrag, Betrag fällig, Überweisungsbetrag, total amount now due, total now due, to pay, amount charged`,
      ],
      [0.85, `total, gesamt, Summe, Totaal, insgesamt, TTC, brutto, gross, toutes taxes comprises`],
      [
        0.6,
        `amount, Betrag, montant, amount paid, total paid, payment amount, paid, bezahlt, gezahlt, payé, réglé, payment, somme de, la somme de, total cost, cost total, prix total, Gesamtpreis, card payment, Kartenzahlung, EC Karte, carte bancaire, montant réglé, montant payé, Abbuchungsbetrag, Lastschriftbetrag, charged, Betrag von, Betrag in Höhe von, credit total, total credit, Gutschriftsbetrag, montant de l'avoir, total avoir`,
      ],
    ],
  },
  {
    id: 'amount_due',
    kind: 'amount',
    labels: 'balance, amount payable, amount to pay, payable amount',
    names: [
      [
        1,
        `amount due, balance due, total due, total amount due, amount payable, total payable, balance payable, due now, zu zahlen, Zahlbetrag, zu zahlender Betrag, offener Betrag, Restbetrag, noch zu zahlen, net à payer, net à payer TTC, montant dû, solde dû, solde à payer, reste à payer, à payer, montant à payer, total à payer`,
      ],
      [0.7, `grand total, total, Gesamtbetrag, Rechnungsbetrag, total TTC, montant TTC, Endbetrag`],
    ],
  },
  {
    id: 'net_amount',
    kind: 'amount',
    labels:
      'net, total net, amount net, net total, total excl tax, amount excl tax, subtotal amount, tax base',
    names: [
      [
        1,
        `net amount, net total, total net, total excluding VAT, total excluding tax, total excl VAT, total ex VAT, total ex tax, total before tax, amount excluding VAT, net value, taxable amount, net price total, total net amount, net invoice amount, invoice net, taxable value, total ex GST, total before VAT, amount before tax, total excluding GST, amount net, net goods amount,
        Nettobetrag, Nettosumme, Summe netto, Gesamt netto, Netto gesamt, Gesamtnetto, Gesamtbetrag netto, Rechnungsbetrag netto, Nettogesamtbetrag, Gesamtnettobetrag, Netto-Gesamtbetrag, Nettowert, Warenwert netto, Nettowarenwert, Rechnungsnetto, Summe ohne MwSt, Summe ohne USt, Summe ohne Umsatzsteuer, Rechnungssumme ohne USt, Rechnungssumme ohne MwSt, Positionssumme, Steuerbasis, Netto-Summe, Betrag netto, Total netto, Netto total, Nettorechnungsbetrag, Positionen netto, Warenwert, Bemessungsgrundlage,
        total HT, montant HT, total hors taxes, total hors taxe, montant hors taxes, montant hors taxe, total net HT, net HT, base HT, montant net, montant net HT, total général HT, montant total HT, montant total hors taxes, prix HT, total H.T., montant H.T., total hors TVA, montant hors TVA, total net hors TVA, sous-total HT, base imposable`,
      ],
      [
        0.75,
        `netto, net, HT, H.T., hors taxes, subtotal, sub total, Zwischensumme, sous-total, sous total, Zwischentotal, Summe Positionen, items subtotal, base`,
      ],
    ],
  },
  {
    id: 'subtotal',
    kind: 'amount',
    names: [
      [
        1,
        `subtotal, sub total, Zwischensumme, Zwischentotal, sous-total, sous total, items subtotal, Übertrag, carried forward, brought forward, carry over, report, à reporter, total report, page total, Seitensumme, Seitentotal, total page, Summe Seite, Summe Positionen, total articles, item subtotal, Summe Artikel, section total`,
      ],
    ],
  },
  {
    id: 'tax_amount',
    kind: 'amount',
    labels: 'vat, tax, total tax, total vat, vat total, amount vat, amount tax',
    names: [
      [
        1,
        `VAT, VAT amount, amount of VAT, total VAT, VAT total, tax amount, amount of tax, total tax, tax total, sales tax, sales tax amount, GST, GST amount, HST, PST, QST, value added tax, total GST, tax, total taxes, taxes, GST total, estimated tax, estimated tax to be collected, tax collected, output VAT,
        MwSt, MWST, Mehrwertsteuer, MwSt-Betrag, Mehrwertsteuerbetrag, USt, Umsatzsteuer, USt-Betrag, Umsatzsteuerbetrag, Steuerbetrag, Steuer, Summe MwSt, Summe USt, USt Gesamt, Umsatzsteuer gesamt, Steuer gesamt, IGST, CGST, SGST, zzgl. MwSt, zzgl. USt, zzgl. Umsatzsteuer, zzgl. Mehrwertsteuer, zzgl. gesetzl. MwSt, zzgl. gesetzliche Umsatzsteuer, plus MwSt, inkl. MwSt, inkl. USt, enthaltene MwSt, enthaltene Umsatzsteuer, darin enthaltene MwSt, enthält MwSt, davon MwSt, darin MwSt, Mehrwertsteuer gesamt, MwSt gesamt, MwSt total, Total MwSt, Gesamt MwSt, Gesamt USt, Gesamtsteuerbetrag, inkl. Mehrwertsteuer, inkl. Umsatzsteuer, including VAT, incl VAT, includes VAT, VAT included, including tax, incl tax, tax included,
        TVA, T.V.A., montant TVA, montant de la TVA, total TVA, TVA totale, montant total TVA, montant total de la TVA, dont TVA, taxe, total taxe, montant taxe, TVA à, taxe sur la valeur ajoutée, total T.V.A., montant T.V.A., TVA collectée, incl. TVA, TVA incluse, TVA due, total des taxes, taxes totales`,
      ],
    ],
  },
  {
    id: 'vat_rate',
    kind: 'rate',
    labels: 'tax rate, vat percent, tax percentage, vat percentage, tax percent',
    names: [
      [
        1,
        `VAT rate, tax rate, VAT %, rate of VAT, GST rate, MwSt-Satz, Steuersatz, USt-Satz, Umsatzsteuersatz, Mehrwertsteuersatz, taux TVA, taux de TVA, taux de la TVA, taux, % TVA, % MwSt, % USt, % VAT`,
      ],
      [
        0.9,
        `VAT, tax, GST, sales tax, MwSt, Mehrwertsteuer, USt, Umsatzsteuer, zzgl. MwSt, zzgl. USt, zzgl. Umsatzsteuer, inkl. MwSt, inkl. USt, TVA, T.V.A., montant TVA, total TVA`,
      ],
    ],
  },
  {
    id: 'discount',
    kind: 'amount',
    labels: 'discount amount',
    names: [
      [
        1,
        `discount, total discount, total discounts, less discount, savings, you saved, promotion, promo, coupon, voucher, rebate, early payment discount, Rabatt, Gesamtrabatt, Skonto, Skontobetrag, Nachlass, abzüglich Rabatt, abzgl. Rabatt, Preisnachlass, Gutschein, Sie sparen, remise, remise totale, total remise, total remises, escompte, rabais, ristourne, réduction, montant remise, avoir appliqué, total net de remise, skontierbarer Betrag`,
      ],
    ],
  },
  {
    id: 'shipping_amount',
    kind: 'amount',
    labels: 'shipping, freight, shipping cost, delivery fee',
    names: [
      [
        1,
        `shipping, shipping and handling, shipping & handling, postage, postage & packing, delivery charge, delivery fee, freight, shipping cost, total shipping, total freight, Versand, Versandkosten, Porto, Fracht, Verpackung, Porto und Verpackung, Lieferkosten, frais de port, port, livraison, frais de livraison, transport, frais d'expédition, total frais de port`,
      ],
    ],
  },
  {
    id: 'deposit',
    kind: 'amount',
    labels: 'amount paid, paid amount, prepaid amount',
    names: [
      [
        1,
        `deposit, deposit paid, prepayment, prepaid, advance, advance payment, less paid, payments received, payment received, previous payment, payments, credits, credit applied, applied balance, amount refunded, total payments, payments made, amount paid, total paid, paid, paid to date, Anzahlung, geleistete Anzahlung, Vorauszahlung, Abschlag, Abschlagszahlung, Abschlagszahlungen, geleistete Abschlagszahlungen, bereits gezahlt, bereits bezahlt, bezahlt, abzüglich Anzahlung, Guthaben, gezahlter Betrag, geleistete Zahlungen, erhaltene Zahlungen, acompte, acompte versé, acomptes, acomptes versés, avance, déjà payé, déjà réglé, arrhes, payé, règlements, total règlements, versement, paiements reçus, montant payé, total payé, mensualités, déduction acompte`,
      ],
    ],
  },
  {
    id: 'change',
    kind: 'amount',
    names: [
      [
        1,
        `change, change due, cash, cash tendered, tendered, amount tendered, total tendered, cash received, tip, gratuity, service charge, rounding, bar, gegeben, Bargeld, Rückgeld, zurück, Bar gegeben, Trinkgeld, Rundung, Wechselgeld, gegeben bar, espèces, rendu, rendu monnaie, monnaie, pourboire, reçu espèces, arrondi, à rendre`,
      ],
    ],
  },
  {
    id: 'previous_balance',
    kind: 'amount',
    names: [
      [
        1,
        `previous balance, opening balance, balance forward, balance brought forward, last bill, previous bill, account balance, credit balance, amount of last bill, past due, overdue, last statement, alter Saldo, Vormonat, vorheriger Saldo, Saldo, Saldovortrag, Kontostand, letzte Rechnung, solde précédent, ancien solde, solde antérieur, report solde, dernière facture, total last month, last month, minimum payment, credit limit, late fee, new monthly instalment, monatlicher Abschlag, neuer Abschlag, Mahngebühr, share capital, capital social, au capital de, capital, Stammkapital, Grundkapital, indemnité forfaitaire, indemnité forfaitaire pour frais de recouvrement, escompte pour règlement anticipé`,
      ],
    ],
  },
  {
    id: 'line_item',
    kind: 'amount',
    labels: 'unit price, price, line total',
    names: [
      [
        1,
        `unit price, unit cost, price per unit, price each, item price, price, line total, amount per unit, rate per hour, Einzelpreis, E-Preis, EP, Einzel, Preis, Stückpreis, Preis/Einheit, Preis pro Einheit, Zeilensumme, Positionsbetrag, E.-Preis, Gesamtpreis netto, Stundensatz, prix unitaire, P.U., PU, PU HT, prix unitaire HT, prix unit., P.U. HT, prix u., total ligne, tarif, prix, tarif horaire, taux horaire, prix par nuit, price per night, Preis pro Nacht`,
      ],
    ],
  },
]
