import { defineTransition, reject, retry } from 'docker-transition'
import { z } from 'zod'

const Field = z.object({ label: z.string(), value: z.string().nullable() })

/** Posts an invoice to the ERP. One that the ERP has already is not posted twice: it knows invoices by their document. */
export default defineTransition({
  input: z.looseObject({ documentId: z.string(), predictions: z.array(Field) }),
  output: z.object({ documentId: z.string(), voucher: z.string() }),
  env: z.object({ ERP_URL: z.url() }),

  async handler({ input: { documentId, predictions }, env, signal, log }) {
    const fields = Object.fromEntries(predictions.map(({ label, value }) => [label, value]))
    const answer = await fetch(`${env.ERP_URL}/invoices/${documentId}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(fields),
      signal,
    })
    if (answer.status === 503) retry('the ERP is closed at the moment')
    if (answer.status === 422) reject(`the ERP does not take it: ${await answer.text()}`)
    if (!answer.ok) throw new Error(`the ERP answered ${answer.status}: ${await answer.text()}`)
    const { voucher } = z.object({ voucher: z.string() }).parse(await answer.json())
    log.info({ voucher }, 'The invoice is booked')
    return { documentId, voucher }
  },
})
