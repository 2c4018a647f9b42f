import { defineTransition, reject } from 'docker-transition'
import { z } from 'zod'

/** What is tested: one prediction, one number. */
export default defineTransition({
  input: z.object({ documentId: z.string() }),
  output: z.object({ total: z.number() }),
  env: z.object({ MODEL_ID: z.string() }),
  async handler({ input, env, client, signal }) {
    const body = { documentId: input.documentId, modelId: env.MODEL_ID }
    const { predictions } = await client.predictions.create(body, { signal })
    const total = predictions.find(({ label }) => label === 'total_amount')?.value
    return total ? { total: Number(total) } : reject('no total on the document')
  },
})
