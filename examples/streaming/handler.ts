import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { defineTransition, reject, retry } from 'docker-transition'
import { z } from 'zod'

/** Lines between two words of progress. */
const STEP = 100_000

export default defineTransition({
  input: z.object({
    /** A bank statement as CSV: date, reference, amount. It may be larger than the container's memory. */
    statement: z.url(),
    /** What was invoiced, by reference. */
    invoices: z.record(z.string(), z.string()),
  }),
  output: z.object({
    paid: z.array(z.string()),
    open: z.array(z.string()),
    lines: z.number(),
  }),

  async handler({ input, log, signal, progress }) {
    const response = await fetch(input.statement, { signal })
    if (response.status >= 500) retry(`The bank answers ${response.status}`)
    if (!response.ok || !response.body) reject(`There is no statement: the bank answers ${response.status}`)

    const open = new Map(Object.entries(input.invoices))
    let lines = 0
    // One line is in memory at a time, and the bank waits while it is looked at.
    for await (const line of createInterface({
      input: Readable.fromWeb(response.body),
      crlfDelay: Infinity,
    })) {
      lines += 1
      if (lines % STEP === 0) progress(`${lines} lines`)
      const [, reference = '', amount] = line.split(',')
      if (open.get(reference) === amount) open.delete(reference)
    }

    const paid = Object.keys(input.invoices).filter((reference) => !open.has(reference))
    log.info({ lines, paid: paid.length, open: open.size }, 'The statement is read')
    return { paid, open: [...open.keys()], lines }
  },
})
