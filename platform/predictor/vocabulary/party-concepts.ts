import type { Concept } from './concept.ts'

/** Who an invoice is from and to, and what else it states in words. */
export const partyConcepts: Concept[] = [
  {
    id: 'supplier_name',
    kind: 'partyName',
    labels:
      'supplier, vendor, vendor name, seller, seller name, company name, merchant name, merchant, issuer, store name, company, creditor, biller name',
    names: [
      [
        1,
        `from, bill from, invoice from, sold by, seller, vendor, supplier, supplier name, vendor name, seller name, issued by, pay to, payable to, merchant, remit to, remit payment to, make cheques payable to, account name, account holder, beneficiary, billed by, service provider,
      Rechnungssteller, Rechnung von, Verkäufer, Verkauf durch, verkauft von, Lieferant, Absender, Kontoinhaber, Zahlungsempfänger, Leistungserbringer, Zahlbar an, Firma, Begünstigter, Anbieter,
      émetteur, vendeur, vendu par, fournisseur, prestataire, émis par, bénéficiaire, titulaire du compte, titulaire, payable à, raison sociale, société`,
      ],
    ],
  },
  {
    id: 'buyer_name',
    kind: 'partyName',
    labels:
      'buyer, customer, customer name, client name, client, recipient, bill to, debtor, receiver name, receiver, recipient name, guest name',
    names: [
      [
        1,
        `bill to, billed to, invoice to, invoiced to, sold to, customer, customer name, client, client name, buyer, buyer name, billing address, bill to address, invoice address, attn, attention, prepared for, invoice for, guest, guest name, to, account holder name, receipt to, billing to,
      Rechnung an, Rechnungsempfänger, Rechnungsadresse, Rechnungsanschrift, Kunde, Käufer, Auftraggeber, Leistungsempfänger, Empfänger, Zahlbar durch, Kundenname, Gast, Name, Herr, Frau, Firma Kunde, Zahlungspflichtiger, An,
      facturé à, client, adressé à, destinataire, acheteur, adresse de facturation, nom du client, à l'attention de, facture à, facturer à, nom, débiteur, payable par`,
      ],
    ],
  },
  {
    id: 'delivery_address',
    kind: 'partyName',
    names: [
      [
        1,
        `ship to, shipped to, deliver to, delivery address, shipping address, service address, supply address, site address, Lieferadresse, Lieferanschrift, Lieferung an, Versand an, Versandadresse, Verbrauchsstelle, Lieferstelle, livré à, livrer à, adresse de livraison, lieu de livraison, lieu de consommation, expédier à`,
      ],
    ],
  },
  {
    id: 'currency',
    kind: 'currency',
    labels: 'currency code, invoice currency',
    names: [
      [
        1,
        `currency, invoice currency, currency code, Währung, Rechnungswährung, Waehrung, Währg, devise, monnaie, alle Beträge in, all amounts in, amounts in, montants en, Beträge in, montants exprimés en, exprimé en`,
      ],
    ],
  },
  {
    id: 'payment_terms',
    kind: 'text',
    names: [
      [
        1,
        `terms, payment terms, terms of payment, credit terms, Zahlungsbedingungen, Zahlungskonditionen, Zahlungsbedingung, conditions de paiement, conditions de règlement, modalités de paiement, modalités de règlement, délai de paiement, délai de règlement, Konditionen`,
      ],
    ],
  },
  {
    id: 'payment_method',
    kind: 'text',
    names: [
      [
        1,
        `payment method, method of payment, paid by, payment type, paid with, payment mode, Zahlungsart, Zahlungsmethode, Zahlungsweise, Zahlart, mode de paiement, mode de règlement, moyen de paiement, règlement, type de paiement, payé par`,
      ],
    ],
  },
  {
    id: 'contact_person',
    kind: 'partyName',
    names: [
      [
        1,
        `contact person, contact name, sales person, salesperson, sales rep, your contact, account manager, handled by, cashier, Ansprechpartner, Ansprechpartnerin, Ihr Ansprechpartner, Bearbeiter, Bearbeiterin, Sachbearbeiter, Kontakt, Es bediente Sie, Kontaktperson, interlocuteur, votre interlocuteur, votre contact, commercial, suivi par, affaire suivie par, vendeur, votre conseiller`,
      ],
    ],
  },
  {
    id: 'description',
    kind: 'text',
    names: [
      [
        1,
        `description, item description, item, items, product, product name, service, services, details, particulars, activity, product/service, product or service, task, goods, Bezeichnung, Beschreibung, Artikelbezeichnung, Leistung, Produkt, Leistungsbeschreibung, Artikelbeschreibung, Text, Dienstleistung, Leistungen, Tätigkeit, désignation, libellé, prestation, description des prestations, produit, article, articles, nature des prestations, intitulé, détail, prestations`,
      ],
    ],
  },
  {
    id: 'quantity',
    kind: 'number',
    names: [
      [
        1,
        `quantity, qty, units, unit, hours, hrs, days, qty., pcs, ordered, shipped, UOM, usage, consumption, weight, Menge, Anzahl, Stück, Stk, Einheit, Std, Stunden, Tage, Mge, ME, Verbrauch, Einh., Anz, Gewicht, quantité, qté, qte, unité, unités, nombre, nb, heures, jours, consommation, poids, total hours, total quantity, total items, total weight, Gesamtstunden, Gesamtmenge, Anzahl Artikel, Gesamtgewicht, total points, points, total quantité, poids total, nombre d'articles, total des heures, Punkte, articles vendus, number of items, items sold, item count, Anzahl Positionen`,
      ],
    ],
  },
]
