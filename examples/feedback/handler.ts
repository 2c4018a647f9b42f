import { defineTransition, reject } from 'docker-transition'
import { z } from 'zod'

/** What the API takes as a field's value. */
const Value = z.union([z.string().min(1).max(64), z.boolean()]).nullable()

export default defineTransition({
  // What else is in the input goes on to the next step as it is.
  input: z.looseObject({
    documentId: z.string(),
    /** What the person said, by label. */
    verified: z.record(z.string(), Value),
  }),
  output: z.looseObject({
    documentId: z.string(),
    groundTruth: z.array(z.object({ label: z.string(), value: Value })),
  }),
  env: z.object({
    /** The dataset that the document joins, for the next training. */
    DATASET_ID: z.string().optional(),
  }),

  async handler({ input, env, client, log, signal }) {
    const { documentId, verified } = input
    if (Object.keys(verified).length === 0)
      reject(`Nothing is verified for ${documentId}: expected a field or more`)

    // The API replaces the whole ground truth: labels that nobody looked at now keep what they had.
    const { groundTruth: former = [] } = await client.documents.get(documentId, { signal })
    const kept = former.filter(({ label }) => !(label in verified))
    const groundTruth = [...kept, ...Object.entries(verified).map(([label, value]) => ({ label, value }))]

    // Written twice it is the same, so an execution that is tried again does no harm.
    const dataset = env.DATASET_ID ? { datasetId: env.DATASET_ID } : {}
    await client.documents.update(documentId, { groundTruth, ...dataset }, { signal })
    log.info(
      { documentId, verified: Object.keys(verified), kept: kept.length },
      'The ground truth is written',
    )
    return { ...input, groundTruth }
  },
})
