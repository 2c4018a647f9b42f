// A handler as authors write them, with schemas: what it imports takes longer to load than itself.
import { defineTransition } from 'docker-transition'
import { z } from 'zod'

export default defineTransition({
  input: z.object({ number: z.number() }),
  output: z.object({ doubled: z.number() }),
  handler: ({ input }) => ({ doubled: input.number * 2 }),
})
