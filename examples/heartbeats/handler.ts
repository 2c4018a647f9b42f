import { setTimeout as delay } from 'node:timers/promises'
import { defineTransition } from 'docker-transition'
import { z } from 'zod'

/** What a slow scanner needs for a page, in milliseconds. */
const PAGE_MS = 1000

export default defineTransition({
  input: z.object({ pages: z.int().min(0).max(600).default(5) }),
  output: z.object({ pages: z.number() }),

  async handler({ input: { pages }, progress, signal }) {
    for (let page = 1; page <= pages; page += 1) {
      progress(`page ${page} of ${pages}`)
      await delay(PAGE_MS, undefined, { signal })
    }
    return { pages }
  },
})
