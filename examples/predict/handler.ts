import { defineTransition } from 'docker-transition'
import { z } from 'zod'

/** Below this confidence a person should look at a field. */
const CONFIDENT = 0.7

export default defineTransition({
  input: z.object({ documentId: z.string(), modelId: z.string().optional() }),
  output: z.object({
    documentId: z.string(),
    modelId: z.string(),
    needsValidation: z.boolean(),
    predictions: z.array(
      z.object({
        label: z.string(),
        value: z.string().nullable(),
        confidence: z.number(),
        needsValidation: z.boolean(),
      }),
    ),
  }),
  env: z.object({ MODEL_ID: z.string().optional() }),

  async handler({ input: { documentId, modelId }, env, client, log, signal, progress }) {
    const model = modelId ?? env.MODEL_ID
    if (!model) throw new Error('Which model? Neither the input has a modelId nor the environment a MODEL_ID')

    progress('reading the document')
    log.info({ documentId, modelId: model }, 'Asking the model')
    const prediction = await client.predictions.create({ documentId, modelId: model }, { signal })

    const predictions = prediction.predictions.map((field) => ({
      ...field,
      needsValidation: field.confidence < CONFIDENT,
    }))
    const doubtful = predictions.filter(({ needsValidation }) => needsValidation).map(({ label }) => label)
    log.info({ fields: predictions.length, doubtful }, 'The model has answered')
    return { documentId, modelId: model, needsValidation: doubtful.length > 0, predictions }
  },
})
