import { fileContent } from 'docker-transition/client'
import { defineTransition, reject } from 'docker-transition'
import sharp from 'sharp'
import { z } from 'zod'

/** Pixels of the longer side, at most: enough to read small print by. */
const LONGEST_SIDE = 2000

const IMAGES = new Set(['image/jpeg', 'image/png', 'image/tiff'])

export default defineTransition({
  // What else is in the input goes on to the next step as it is.
  input: z.looseObject({ documentId: z.string() }),
  output: z.looseObject({
    documentId: z.string(),
    /** The document as it was sent. */
    originalId: z.string(),
    bytes: z.object({ before: z.number(), after: z.number() }),
  }),

  async handler({ input, client, log, signal, progress }) {
    const document = await client.documents.get(input.documentId, { signal })
    if (!IMAGES.has(document.contentType))
      reject(`A photograph is expected, and this is ${document.contentType}`)
    const original = Buffer.from(document.content, 'base64')

    progress('making the photograph readable')
    const readable = await sharp(original)
      .autoOrient()
      .resize({ width: LONGEST_SIDE, height: LONGEST_SIDE, fit: 'inside', withoutEnlargement: true })
      .greyscale()
      .normalise()
      .toColourspace('b-w')
      .jpeg({ quality: 80 })
      .toBuffer()

    const { documentId } = await client.documents.create(await fileContent(readable), { signal })
    const bytes = { before: original.length, after: readable.length }
    log.info({ documentId, ...bytes }, 'The photograph is readable')
    return { ...input, documentId, originalId: input.documentId, bytes }
  },
})
