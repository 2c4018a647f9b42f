import { describe, expect, it } from 'vitest'
import { conceptOf } from './field-concepts.ts'

describe('conceptOf', () => {
  it.each([
    ['invoice_id', 'invoice_number'],
    ['invoiceDate', 'invoice_date'],
    ['payment_due_date', 'due_date'],
    ['total', 'total_amount'],
    ['total_incl_vat', 'total_amount'],
    ['total_excl_vat', 'net_amount'],
    ['vat_amount', 'tax_amount'],
    ['purchase_order', 'order_number'],
    ['org_number', 'vat_number'],
    ['Rechnungsnummer', 'invoice_number'],
    ['montant_ttc', 'total_amount'],
    ['supplier_address', 'label supplier_address'],
  ])('takes the label %s for %s', (label, id) => {
    expect(conceptOf(label, 'string').id).toBe(id)
  })

  it('takes a description where the label tells nothing', () => {
    expect(conceptOf('f1', 'date', 'The due date').id).toBe('due_date')
  })

  it("keeps another concept's names out of a description's", () => {
    const names = conceptOf('total_amount', 'amount', 'Total amount, VAT included').names.map(
      ([, names]) => names,
    )
    expect(names.join()).not.toContain('VAT included')
  })

  it('lets the type rule over the concept', () => {
    expect(conceptOf('invoice_number', 'date').kind).toBe('date')
  })
})
