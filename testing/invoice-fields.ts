import type { FieldConfig } from '../contract/index.ts'

/** The fields of the model that `transition run` and the harness create where none is given. */
export const invoiceFields: FieldConfig = {
  invoice_id: { type: 'alphanumext', maxLength: 30, description: 'Invoice number' },
  invoice_date: { type: 'date', maxLength: 10, description: 'Date of the invoice' },
  due_date: { type: 'date', maxLength: 10, description: 'Date when payment is due' },
  total_amount: { type: 'amount', maxLength: 20, description: 'Total amount to pay, with tax' },
  net_amount: { type: 'amount', maxLength: 20, description: 'Total amount before tax' },
  tax_amount: { type: 'amount', maxLength: 20, description: 'Tax' },
  currency: { type: 'letter', maxLength: 3, description: 'Currency code' },
}
