import type { Concept } from './concept.ts'

/** The numbers and codes that invoices state, in English, German and French. "no" stands for every way to write number. */
export const identifierConcepts: Concept[] = [
  {
    id: 'invoice_number',
    kind: 'identifier',
    labels: 'invoice, document number, receipt number, invoice reference, bill number',
    names: [
      [
        1,
        `invoice no, invoice id, invoice ref, invoice reference, invoice reference no, inv no, inv ref, tax invoice no, bill no, invoice code, no of invoice, number of invoice, VAT invoice no, sales invoice no, credit note no, credit memo no, proforma invoice no, invoice credit no,
        Rechnungsnummer, Rechnung Nr, Rechnungs-Nr, Rg.-Nr, Rg Nr, Rechn.-Nr, Re.-Nr, Re Nr, Rech.-Nr, R.-Nr, RN, Rechnungs-ID, Faktura-Nr, Fakturanummer, Faktura Nr, Faktur-Nr, Gutschriftsnummer, Gutschrift Nr, Gutschrift-Nr, Nr. der Rechnung, Rechnungskennung, Rechnungs-/Gutschriftsnummer, Schlussrechnung Nr, Abschlagsrechnung Nr, Teilrechnung Nr, Stornorechnung Nr, Sammelrechnung Nr, Korrekturrechnung Nr, Rechnungskorrektur Nr, Proformarechnung Nr,
        facture no, no facture, no de facture, numéro de facture, numéro de la facture, no de la facture, réf. facture, référence facture, référence de la facture, facture réf, facture numéro, no fact, fact. no, avoir no, no avoir, no d'avoir, numéro d'avoir, facture proforma no, facture d'acompte no, facture d'avoir no, facture de solde no, identifiant facture`,
      ],
      [
        0.85,
        `receipt no, document no, doc no, statement no, bill id, receipt id, document ID, Belegnummer, Beleg-Nr, Beleg Nr, Beleg, Dokumentnummer, Dokument-Nr, Dokument Nr, Dok.-Nr, Quittungsnummer, Quittung Nr, Bonnummer, Bon-Nr, Bon Nr, no de pièce, no pièce, pièce no, no de document, document numéro, numéro de pièce, no ticket, ticket no, no de ticket, reçu no, no de reçu, no du document, note no, no de note, Vorgangsnummer, Vorgang Nr`,
      ],
      [
        0.55,
        `invoice, tax invoice, VAT invoice, bill, inv, receipt, credit note, credit memo, sales invoice, sales receipt, proforma invoice, Rechnung, Gutschrift, Faktura, Rg, Quittung, Schlussrechnung, Abschlagsrechnung, Teilrechnung, Stornorechnung, Korrekturrechnung, Rechnungskorrektur, Sammelrechnung, Proformarechnung, facture, fact, avoir, note d'honoraires, facture proforma, facture d'acompte, facture de solde, facture d'avoir, reçu, folio, folio no`,
      ],
      [
        0.4,
        `no, reference, ref, ref no, reference no, your invoice, unsere Rechnung, notre facture, notre référence, référence, réf, unser Zeichen, our reference, our ref, transaction no, transaction id, trans no, check no, cheque no, check, Buchungsnummer`,
      ],
    ],
  },
  {
    id: 'order_number',
    kind: 'identifier',
    labels: 'purchase order, po number, order, order reference, purchase order number',
    names: [
      [
        1,
        `order no, order id, purchase order, purchase order no, PO no, PO, P.O., P.O. no, order reference, order ref, your order, your order no, customer order no, sales order no, customer PO, sales order, web order no, your PO no, confirmation no, booking no, booking reference, reservation no, reservation, booking id,
        Bestellnummer, Bestell-Nr, Bestellung Nr, Bestellung, Ihre Bestellung, Auftragsnummer, Auftrags-Nr, Auftrag Nr, Auftrag, Ihre Bestellnummer, Kundenauftrag, Ihre Bestell-Nr, Buchungsnummer, Reservierungsnummer, Reservierung Nr, Auftragsbestätigung Nr, Ihr Auftrag, Kommission, Bestellreferenz, Bestell-ID,
        commande no, no de commande, no commande, numéro de commande, bon de commande, bon de commande no, commande, votre commande, référence commande, réf. commande, no BC, BC no, référence de commande, no de réservation, réservation no, votre commande no`,
      ],
    ],
  },
  {
    id: 'customer_number',
    kind: 'identifier',
    labels: 'customer id, client number, account number, customer account',
    names: [
      [
        1,
        `customer no, customer id, customer ref, customer reference, client no, client id, customer code, customer account no, customer account, account no, account id, acct no, member no, member id, account, account code, membership no, client code, client ref, client account,
        Kundennummer, Kunden-Nr, Kunden Nr, Kd.-Nr, Kd Nr, Kdnr, KdNr, Ihre Kundennummer, Kundenkonto, Debitorennummer, Debitor Nr, Debitor, Debitoren-Nr, Mitgliedsnummer, Mitglieds-Nr, Kunde Nr, Kunden-ID, Vertragskonto, Vertragskontonummer, Kundenkontonummer, Buchungskonto, Buchungskontonummer, Geschäftspartner, Geschäftspartnernummer, Kundenreferenz,
        client no, no client, no de client, numéro client, numéro de client, code client, réf. client, référence client, compte client, identifiant client, no de compte client, no compte, numéro de compte, no de compte, votre référence client, no abonné, numéro d'abonné, no adhérent, compte no, no de compte`,
      ],
    ],
  },
  {
    id: 'contract_number',
    kind: 'identifier',
    names: [
      [
        1,
        `contract no, contract, policy no, agreement no, subscription id, subscription no, project no, project, quote no, quotation no, estimate no, job no, case no, delivery note no, delivery note, shipment no, tracking no, serial no, meter no, meter serial no, room no, room, table, table no, terminal, terminal id, merchant id, register, cashier, trace no, authorization code, auth code, card no, page, phone number, item no, article no, sku, part no, batch no, license no, supply no, store no, store, till, AID, device, version, guests, nights, your reference, your ref, PO box, ASIN, ISBN, HS code, vehicle reg, registration,
      Vertragsnummer, Vertrag Nr, Vertrags-Nr, Projekt Nr, Projektnummer, Projekt, Angebotsnummer, Angebot Nr, Angebots-Nr, Lieferscheinnummer, Lieferschein Nr, Lieferschein-Nr, Lieferschein, Sendungsnummer, Seriennummer, Zählernummer, Zähler Nr, Zähler, Zimmer, Zimmernummer, Zimmer Nr, Tisch, Tisch Nr, Terminal-ID, Kasse, Kassennummer, Kasse Nr, Kassierer, Bediener, Trace-Nr, TA-Nr, Seite, Artikelnummer, Artikel-Nr, Art.-Nr, Art Nr, Pos. Nr, Pos, Position, Lieferantennummer, Lieferanten-Nr, Kreditorennummer, Filiale, Filiale Nr, Ihr Zeichen, Ihre Referenz, Marktlokation, Marktlokations-ID, MaLo-ID, Messlokation, Netzbetreiber Codenummer, Rufnummer, Postfach, TSE, Transaktion, Transaktion Nr, TSE-Seriennummer, TSE-Transaktion, Signaturzähler, Personen, Nächte, Kostenstelle, Mandatsreferenz, Mandatsreferenz-Nr, Gläubiger-ID, Gläubiger-Identifikationsnummer, Kennzeichen, Fahrgestellnummer, FIN, Artikel, Charge, Vermittler-Nr, Kassen-Nr, Bediener-Nr, Filialnummer,
      contrat no, no de contrat, no contrat, numéro de contrat, référence contrat, devis no, no de devis, no devis, bon de livraison, bon de livraison no, BL no, no BL, chantier, affaire, no d'affaire, projet, no de série, no compteur, compteur no, point de livraison, PDL, no PDL, PRM, PCE, chambre, chambre no, no de chambre, table no, caisse, caisse no, vendeur no, serveur, page, no d'article, code article, réf. article, no ligne, numéro de ligne, votre référence, vos références, code fournisseur, no fournisseur, RUM, référence mandat, ICS, magasin, dossier no, no de dossier, référence dossier, no de mandat, immatriculation, BP, opération, client ref, réf. produit`,
      ],
    ],
  },
  {
    id: 'vat_number',
    kind: 'vatNumber',
    labels:
      'vat id, org number, tax id, organisation number, organization number, company number, vat registration number, supplier vat number, company registration number, business id',
    names: [
      [
        1,
        `VAT no, VAT id, VAT reg no, VAT registration no, VAT registration, VAT identification no, VAT ID no, VAT no., VAT code, USt-IdNr, USt-ID, USt-ID-Nr, UStID, UStIdNr, USt-Identifikationsnummer, Umsatzsteuer-ID, Umsatzsteuer-Identifikationsnummer, Umsatzsteueridentifikationsnummer, UID, UID-Nr, UID Nummer, ATU, MWST-Nr, MwSt-Nr, MwSt-Nummer, Mehrwertsteuernummer, MwSt-ID, CHE, no TVA, TVA no, no de TVA, numéro de TVA, TVA intracommunautaire, TVA intra, TVA intracom, no TVA intracommunautaire, no de TVA intracommunautaire, numéro de TVA intracommunautaire, no TVA intra, no TVA intracom, identifiant TVA, id. TVA, id TVA, numéro TVA, TVA intracommunautaire no, no IDE, IDE`,
      ],
      [
        0.8,
        `tax id, tax no, tax id no, EIN, federal tax id, ABN, GST no, GSTIN, company no, company registration no, company reg no, company reg, registration no, registered no, reg no, business no, org no, organisation no, tax registration no, TIN, CRN, registered in England and Wales no, registered in England no, GST registration no, Steuernummer, Steuer-Nr, St.-Nr, StNr, St Nr, Steuer Nr, HRB, HRA, Handelsregister, Amtsgericht, Firmenbuchnummer, FN, Handelsregisternummer, SIRET, SIREN, no SIRET, no SIREN, numéro SIRET, numéro SIREN, no de SIRET, no de SIREN, RCS, RM, APE, NAF, code APE, code NAF, RNA, TVA non applicable`,
      ],
    ],
  },
  {
    id: 'payment_reference',
    kind: 'reference',
    labels: 'reference, kid, payment id, remittance reference, structured reference',
    names: [
      [
        1,
        `payment reference, payment ref, reference for payment, remittance reference, bank reference, structured communication, payment id, quote reference, please quote, Verwendungszweck, Zahlungsreferenz, Referenz, Referenznummer, Referenz-Nr, Zahlungszweck, Betreff der Überweisung, QR-Referenz, Kassenzeichen, Buchungszeichen, Zahlungsgrund, référence de paiement, référence paiement, référence à rappeler, référence, référence du paiement, communication, communication structurée, référence virement, motif du virement, libellé du virement, ESR-Referenznummer, no de référence, Referenz Nr`,
      ],
      [0.5, `reference, ref, réf, reference no, ref no`],
    ],
  },
  {
    id: 'iban',
    kind: 'iban',
    labels: 'bank account, account iban, supplier iban',
    names: [
      [
        1,
        `IBAN, IBAN no, IBAN Nr, IBAN code, code IBAN, Konto, Konto / Zahlbar an, Konto Zahlbar an, compte / payable à, Account / Payable to, compte payable à`,
      ],
      [
        0.6,
        `bank account, account no, Bankverbindung, Kontonummer, Konto-Nr, Kto.-Nr, Kto Nr, Bankkonto, coordonnées bancaires, RIB`,
      ],
    ],
  },
  {
    id: 'bic',
    kind: 'bic',
    labels: 'swift, swift code, bic code',
    names: [
      [
        1,
        `BIC, SWIFT, BIC code, SWIFT code, BIC/SWIFT, SWIFT/BIC, BIC SWIFT, SWIFT-BIC, code BIC, code SWIFT, SWIFT-Code, BIC-Code`,
      ],
    ],
  },
  {
    id: 'bank_code',
    kind: 'identifier',
    names: [
      [
        1,
        `sort code, routing no, BLZ, Bankleitzahl, ABA, code banque, code guichet, clé RIB, routing transit no, ACH routing, bank code`,
      ],
    ],
  },
  {
    id: 'phone',
    kind: 'phone',
    labels: 'phone number, telephone, supplier phone, tel',
    names: [
      [
        1,
        `phone, phone no, telephone, tel, tel no, mobile, call us, Ph, Telefon, Tel.-Nr, Telefonnummer, Fon, Mobil, Handy, téléphone, tél, portable, port., telephone no, customer service, Hotline, Mob`,
      ],
    ],
  },
  {
    id: 'fax',
    kind: 'phone',
    labels: 'fax number',
    names: [[1, `fax, telefax, facsimile, fax no, télécopie`]],
  },
  {
    id: 'email',
    kind: 'email',
    labels: 'email address, e mail, supplier email, mail',
    names: [
      [
        1,
        `email, e-mail, mail, e-mail address, email address, E-Mail-Adresse, courriel, mél, adresse mail, adresse e-mail, contact`,
      ],
    ],
  },
  {
    id: 'website',
    kind: 'website',
    labels: 'url, web, homepage',
    names: [[1, `website, web, www, internet, homepage, site web, site internet, Webseite, site`]],
  },
]
