import type { Concept } from './concept.ts'

/** The dates that invoices state, in English, German and French. */
export const dateConcepts: Concept[] = [
  {
    id: 'invoice_date',
    kind: 'date',
    labels: 'date invoice, receipt date, document date, purchase date, transaction date',
    names: [
      [
        1,
        `invoice date, date of invoice, inv date, date of issue, issue date, issued on, date issued, invoiced on,
        invoice issued, bill date, billing date, date of bill, tax point, tax point date, invoice issue date,
        invoice date tax point, credit note date,
        Rechnungsdatum, Rechnung vom, Rg.-Datum, Re.-Datum, Rech.-Datum, RE Datum, Datum der Rechnung, Fakturadatum, Faktura vom,
        Belegdatum, Ausstellungsdatum, ausgestellt am, Datum der Ausstellung, Gutschriftsdatum, Rechnungsdatum Leistungsdatum,
        Rechnungsdatum Lieferdatum, Rechnungsdatum gleich Lieferdatum,
        date de facture, date de la facture, date facture, date de facturation, date d'émission, date d'emission de la facture,
        facture du, facturé le, émise le, émis le, facture émise le, date d'établissement, établie le, établi le, date de l'avoir`,
      ],
      [
        0.85,
        `document date, statement date, receipt date, dated, issued, issue, date of document, dokumentdatum, Dokument vom, Belegdatum Uhrzeit, Beleg vom,
        date du document, date pièce, date émission, fait le, edité le, date d'édition, Bon vom, Quittungsdatum, Datum Uhrzeit, date et heure, date heure, date time`,
      ],
      [0.8, `date, Datum, Dat.`],
      [
        0.6,
        `date paid, paid on, payment date, bezahlt am, payé le, réglé le, date of purchase, purchase date, purchased on, transaction date, sale date, date of sale, date de vente, Kaufdatum, date d'achat, Verkaufsdatum`,
      ],
    ],
  },
  {
    id: 'due_date',
    kind: 'date',
    labels: 'payment due date, date due, deadline',
    names: [
      [
        1,
        `due date, payment due date, date due, due on, due by, no later than, not later than, at the latest by, payment due, payment due by, pay by, pay before, payable by, please pay by, due, invoice due, invoice due date, amount due by, payment deadline, total due by,
        please remit until, remit until, please remit by, remit by, please remit before, payment due on, to be paid by, payable on, payable before, is due on, bill due date, direct debit date, will be debited on,
        Fälligkeitsdatum, Fälligkeit, fällig am, fällig, fällig bis, fällig per, zahlbar bis, zahlbar bis zum, zahlbar am, zahlbar spätestens, zu zahlen bis, zu zahlen bis zum, zahlbar ohne Abzug bis, zahlbar rein netto bis, zahlbar netto bis, netto bis, netto bis zum, Tagen netto bis, ohne Abzug bis zum, Tage netto bis, bis zum, spätestens bis, bis spätestens, bis spätestens zum, bis längstens, Überweisung bis, bis zum Fälligkeitstag, spätestens am, spätestens zum, spätestens bis zum, zu begleichen bis, zu begleichen bis zum, zahlen Sie bis, Zahlung bis, Zahlungsziel, Zahlungsfrist, Zahltermin, Abbuchung am, Bankeinzug am, ohne Abzug bis,
        échéance, avant le, date d'échéance, date limite de paiement, à payer avant le, à payer avant, à payer pour le, à régler avant le, à régler avant, payable avant le, payable le, payable au plus tard le, payable jusqu'au, échéance de paiement, échéance le, date d'exigibilité, date de règlement, règlement le, prélevé le, prélèvement le, à payer jusqu'au, au plus tard le, échéance au, prélèvement automatique le, date limite de règlement, date de paiement prévue`,
      ],
    ],
  },
  {
    id: 'delivery_date',
    kind: 'date',
    labels: 'date of delivery, service date',
    names: [
      [
        1,
        `delivery date, date of delivery, delivered on, ship date, shipping date, shipped on, date shipped, shipment date, dispatch date, despatch date, date of supply, supply date, service date, date of service, date of performance, performance date,
        Lieferdatum, Liefertermin, Leistungsdatum, geliefert am, Lieferung am, Lieferung vom, Leistung vom, Versanddatum, Liefer- und Leistungsdatum, Liefer-/Leistungsdatum, Leistungs-/Lieferdatum, Datum der Lieferung, Datum der Leistung, Leistung am, Tag der Lieferung, Leistungszeitpunkt, Lieferscheindatum,
        date de livraison, livré le, livraison le, date d'expédition, expédié le, date de prestation, date de la prestation, date d'exécution, date de réalisation, date de la vente`,
      ],
    ],
  },
  {
    id: 'order_date',
    kind: 'date',
    names: [
      [
        1,
        `order date, date of order, ordered on, order placed, PO date, quote date, booking date, contract date,
        Bestelldatum, bestellt am, Bestellung vom, Auftragsdatum, Auftrag vom, Ihre Bestellung vom, Angebot vom, Angebotsdatum, Vertragsdatum, Buchungsdatum, Ihr Auftrag vom, Ihr Schreiben vom, Lieferschein vom,
        date de commande, date de la commande, commande du, commandé le, commande passée le, date du devis, devis du, votre commande du, date de réservation`,
      ],
    ],
  },
  {
    id: 'period',
    kind: 'date',
    labels: 'billing period, service period, period start, period end',
    names: [
      [
        1,
        `billing period, service period, period, invoice period, statement period, period covered, reporting period, subscription period, usage period, rental period, consumption period, from, until, valid until, valid from, next billing date, next invoice date, next meter reading, next bill, next payment date, renewal date, renews on, expires, expiry date, expiration date, start date, end date, printed on, printed, print date, period from, period to, date from, date to, trial ends,
        Leistungszeitraum, Abrechnungszeitraum, Zeitraum, Lieferzeitraum, Rechnungszeitraum, Verbrauchszeitraum, Abrechnungsperiode, Leistungsperiode, Liefer- und Leistungszeitraum, Liefer-/Leistungszeitraum, gültig bis, gültig ab, Stichtag, nächste Abrechnung, nächste Rechnung, Vertragsbeginn, Vertragsende, Mindestlaufzeit bis, Druckdatum, gedruckt am, gedruckt, Ausdruck vom, Ausdruck, Stand, Periode, Periode von, Verbrauchsperiode, Zählerstand am, nächste Ablesung, Skonto bis, mit Skonto bis,
        période, période de facturation, période du, période de consommation, valable jusqu'au, prochaine facture, prochain relevé, date d'impression, imprimé le, date de début, date de fin, période de prestation, prochaine échéance, date de fin d'engagement, relevé du, date de relève, date d'effet, validité`,
      ],
    ],
  },
  {
    id: 'arrival_date',
    kind: 'date',
    labels: 'check in date, arrival',
    names: [
      [
        1,
        `arrival, arrival date, check in, check-in date, date of arrival, checkin, Anreise, Anreisedatum, Ankunft, arrivée, date d'arrivée, entrée`,
      ],
    ],
  },
  {
    id: 'departure_date',
    kind: 'date',
    labels: 'check out date, departure',
    names: [
      [
        1,
        `departure, departure date, check out, check-out date, date of departure, checkout, Abreise, Abreisedatum, départ, date de départ, sortie`,
      ],
    ],
  },
  {
    id: 'birth_date',
    kind: 'date',
    names: [
      [
        1,
        `date of birth, birth date, born on, Geburtsdatum, geboren am, geb. am, date de naissance, né le, née le`,
      ],
    ],
  },
]
