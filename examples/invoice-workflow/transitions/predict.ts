import { defineTransition } from 'docker-transition'
import { z } from 'zod'

const Field = z.looseObject({ label: z.string(), value: z.string().nullable(), confidence: z.number() })

/** Reads an invoice's fields, and says how sure the model is of the one that it is least sure of. */
export default defineTransition({
  input: z.object({ documentId: z.string() }),
  output: z.object({
    documentId: z.string(),
    predictions: z.array(Field),
    lowestConfidence: z.number(),
  }),
  env: z.object({ MODEL_ID: z.string() }),

  async handler({ input: { documentId }, env, client, signal, progress, log }) {
    progress('reading the invoice')
    const { predictions } = await client.predictions.create({ documentId, modelId: env.MODEL_ID }, { signal })
    const lowestConfidence = Math.min(...predictions.map(({ confidence }) => confidence))
    log.info({ lowestConfidence }, 'The model has answered')
    return { documentId, predictions, lowestConfidence }
  },
})
