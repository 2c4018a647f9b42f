import { defineTransition, reject, retry } from 'docker-transition'
import ky, { HTTPError, isNetworkError, isTimeoutError } from 'ky'
import { z } from 'zod'

/** Milliseconds between two tries, at most. */
const LONGEST_WAIT = 10_000

const Verified = z.object({
  invoice_id: z.string(),
  invoice_date: z.iso.date(),
  total_amount: z.string().regex(/^-?\d+(\.\d+)?$/, 'Expected an amount such as 8638.80'),
})

export default defineTransition({
  input: z.object({ documentId: z.string(), verified: Verified }),
  output: z.object({ documentId: z.string(), voucherId: z.string() }),
  env: z.object({
    ERP_ENDPOINT: z.url(),
    /** Belongs in a secret of the transition. */
    ERP_API_KEY: z.string().optional(),
  }),

  async handler({ input: { documentId, verified }, env, log, signal, progress }) {
    const response = await ky
      .post(new URL('vouchers', `${env.ERP_ENDPOINT}/`), {
        json: {
          reference: documentId,
          invoiceNumber: verified.invoice_id,
          date: verified.invoice_date,
          // As text: a float is no amount of money.
          total: verified.total_amount,
        },
        headers: {
          // The ERP books a document once, however often it is sent.
          'idempotency-key': documentId,
          ...(env.ERP_API_KEY && { authorization: `Bearer ${env.ERP_API_KEY}` }),
        },
        retry: {
          limit: 4,
          methods: ['post'],
          statusCodes: [408, 429, 500, 502, 503, 504],
          backoffLimit: LONGEST_WAIT,
        },
        hooks: { beforeRetry: [({ retryCount }) => progress(`try ${retryCount + 1} of 5`)] },
        signal,
      })
      .catch(explain)
    const { voucherId } = z.object({ voucherId: z.string() }).parse(await response.json())
    log.info({ documentId, voucherId }, 'The ERP has booked it')
    return { documentId, voucherId }
  },
})

/** Says whose fault it is: an ERP that refuses won't do otherwise later, one that is down may. */
function explain(error: unknown): never {
  if (isNetworkError(error) || isTimeoutError(error)) retry(`The ERP can't be reached: ${causeOf(error)}`)
  if (!(error instanceof HTTPError)) throw error
  const { status } = error.response
  const said = typeof error.data === 'string' ? error.data : JSON.stringify(error.data)
  if (status >= 500 || status === 429 || status === 408) retry(`The ERP answers ${status}: ${said}`)
  reject(`The ERP refuses the document with ${status}: ${said}`)
}

/** What the network says: `fetch` hides it below its own words. */
function causeOf(error: Error): string {
  const { cause } = error
  return cause instanceof Error ? causeOf(cause) : error.message
}
