export { invoiceFields } from '../../testing/invoice-fields.ts'
