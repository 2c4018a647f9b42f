import { defineTransition, reject } from 'docker-transition'
import { z } from 'zod'
import suppliers from './suppliers.json' with { type: 'json' }

// Made once, when the worker starts: executions find it ready. What takes long to load belongs here.
const register = new Map(suppliers.map((supplier) => [plain(supplier.name), supplier]))

export default defineTransition({
  // What else is in the input goes on to the next step as it is.
  input: z.looseObject({
    /** The supplier's name, as it stands on the document. */
    supplier: z.string().min(1),
  }),
  output: z.looseObject({ supplier: z.string(), supplierId: z.string() }),

  handler({ input, log }) {
    const found = register.get(plain(input.supplier))
    if (!found) reject(`The register has no supplier "${input.supplier}": add it, or correct the name`)
    log.info({ supplierId: found.supplierId }, 'The supplier is found')
    return { ...input, supplier: found.name, supplierId: found.supplierId }
  },
})

/** A name without what differs from one document to the next: case, accents, punctuation, the company's form. */
function plain(name: string): string {
  return name
    .normalize('NFKD')
    .replaceAll('ß', 'ss')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/\b(gmbh|ag|as|sarl|ltd|inc)\b|[^a-z0-9]/g, '')
}
