import type { FieldConfig } from '../../contract/index.ts'
import { readTextItems } from '../../platform/predictor/layout/read-text-items.ts'
import { predictFields } from '../../platform/predictor/predict-fields.ts'
import type { Layout } from './blocks.ts'
import { drawPdf } from './drawn.ts'
import { type Invoice, makeInvoice } from './invoice.ts'
import { printPdf } from './web.ts'

/** The fields that are measured, by the labels that a model gives them. */
export const fieldConfig = {
  invoice_number: { type: 'string', maxLength: 64 },
  invoice_date: { type: 'date', maxLength: 10 },
  due_date: { type: 'date', maxLength: 10 },
  total_amount: { type: 'amount', maxLength: 20 },
  net_amount: { type: 'amount', maxLength: 20 },
  tax_amount: { type: 'amount', maxLength: 20 },
} satisfies FieldConfig

/** One field of one document: what it says, and what was read. */
export interface Reading {
  layout: string
  label: string
  truth: string
  value: string | null
  confidence: number
  right: boolean
}

/** The invoices of each rate of a layout; the seeds are the same each time. */
const PER_RATE = 3

/** Reads every document of these layouts. */
export async function readAll(layouts: readonly Layout[]): Promise<Reading[]> {
  const readings: Reading[] = []
  for (const [at, layout] of layouts.entries()) {
    const { name, by, rates, whole = false, number, blocks } = layout
    for (const rate of rates) {
      for (let copy = 0; copy < PER_RATE; copy++) {
        const invoice = makeInvoice({ seed: 1 + at * 100 + rate * 7 + copy, rate, whole, number })
        const pdf = by === 'web' ? await printPdf(blocks(invoice)) : drawPdf(blocks(invoice))
        const fields = predictFields(await readTextItems(pdf, 3), fieldConfig)
        const truths = truthsOf(invoice)
        for (const { label, value, confidence } of fields) {
          const truth = truths[label as keyof typeof truths]
          readings.push({ layout: name, label, truth, value, confidence, right: isRight(value, truth) })
        }
      }
    }
  }
  return readings
}

function truthsOf({ number, date, due, net, tax, total }: Invoice) {
  return {
    invoice_number: number,
    invoice_date: date,
    due_date: due,
    total_amount: total,
    net_amount: net,
    tax_amount: tax,
  } satisfies Record<keyof typeof fieldConfig, string>
}

/** Amounts are equal as numbers, so that 1440 is 1440.00. */
function isRight(value: string | null, truth: string): boolean {
  if (value === truth) return true
  return (
    value !== null &&
    /^-?\d+(\.\d+)?$/.test(value) &&
    /\.\d\d$/.test(truth) &&
    Number(value) === Number(truth)
  )
}

/** The mean square of how far the confidence is from what it should have been: 0 is best. */
export function brierOf(readings: readonly Reading[]): number {
  return (
    readings.reduce((sum, { right, confidence }) => sum + (Number(right) - confidence) ** 2, 0) /
    readings.length
  )
}
