import { defineTransition } from 'docker-transition'
import { z } from 'zod'

const Field = z.object({
  label: z.string(),
  value: z.union([z.string(), z.boolean()]).nullable(),
  confidence: z.number().min(0).max(1),
})
type Field = z.infer<typeof Field>

/** A confidence, as variables carry it. */
const Confidence = z.coerce.number().min(0).max(1)

export default defineTransition({
  // What else is in the input goes on to the next step as it is.
  input: z.looseObject({ documentId: z.string(), predictions: z.array(Field) }),
  output: z.looseObject({
    documentId: z.string(),
    predictions: z.array(Field),
    needsCorrection: z.boolean(),
  }),
  env: z.object({
    /** Below it a prediction that differs gives way to the ground truth. */
    CONFIDENCE_THRESHOLD: Confidence.default(0),
    /** That of a value that the ground truth gave: below 1 a person looks at it. */
    GROUND_TRUTH_CONFIDENCE: Confidence.default(1),
  }),

  async handler({ input, env, client, log, signal }) {
    const { groundTruth = [] } = await client.documents.get(input.documentId, { signal })
    const truth = new Map(groundTruth.map(({ label, value }) => [label, value]))
    log.info({ predictions: input.predictions.length, truths: truth.size }, 'Comparing')

    const compared = input.predictions.map((prediction): Field => {
      const value = truth.get(prediction.label)
      if (value === undefined) return prediction
      if (value === prediction.value) return { ...prediction, confidence: 1 }
      if (prediction.confidence >= env.CONFIDENCE_THRESHOLD) return prediction
      return { ...prediction, value, confidence: env.GROUND_TRUTH_CONFIDENCE }
    })
    const predicted = new Set(input.predictions.map(({ label }) => label))
    const added = groundTruth
      .filter(({ label }) => !predicted.has(label))
      .map((field): Field => ({ ...field, confidence: env.GROUND_TRUTH_CONFIDENCE }))

    const predictions = [...compared, ...added]
    return { ...input, predictions, needsCorrection: predictions.some(({ confidence }) => confidence < 1) }
  },
})
