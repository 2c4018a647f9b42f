import { defineTransition } from 'docker-transition'
import { z } from 'zod'

const Field = z.object({ label: z.string(), value: z.string().nullable() })

/** Keeps what a person confirmed as the document's ground truth: what a model learns from. */
export default defineTransition({
  input: z.looseObject({ documentId: z.string(), predictions: z.array(Field) }),

  async handler({ input, client, signal, log }) {
    const groundTruth = input.predictions.map(({ label, value }) => ({ label, value }))
    await client.documents.update(input.documentId, { groundTruth }, { signal })
    log.info({ fields: groundTruth.length }, 'The document has its ground truth')
    return input
  },
})
