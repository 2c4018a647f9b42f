import { defineTransition } from 'docker-transition'
import { z } from 'zod'

export default defineTransition({
  input: z.object({ name: z.string() }),
  output: z.object({ greeting: z.string() }),

  handler({ input, log }) {
    log.info({ name: input.name }, 'Greeting')
    return { greeting: `Hello, ${input.name}!` }
  },
})
