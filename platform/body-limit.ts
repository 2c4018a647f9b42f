import type { MiddlewareHandler } from 'hono'

/** The largest body that is taken, in bytes: a document at the API's limit, and what is around it. */
const MAX_BYTES = 8 * 1024 * 1024
/** How much of a larger body is read, in bytes, before its sender is given up on. */
const MAX_BYTES_THROWN_AWAY = 64 * 1024 * 1024

/**
 * Answers 413 to a body that is too large, once it is read to its end: many clients look for an answer only when they
 * have sent all, and see nothing but a dead connection if nobody reads on.
 */
export const limitBody: MiddlewareHandler = async (context, next) => {
  const { method } = context.req
  const isChunked = context.req.header('transfer-encoding') !== undefined
  const declared = isChunked ? undefined : context.req.header('content-length')
  // Most requests end here: to look at `body` is slow, as the server makes a whole `Request` for it.
  if (method === 'GET' || method === 'HEAD' || Number(declared) <= MAX_BYTES) return next()
  const { body } = context.req.raw
  if (!body) return next()

  const chunks: Uint8Array[] = []
  let size = 0
  for await (const chunk of body) {
    size += chunk.length
    if (size <= MAX_BYTES) chunks.push(chunk)
    else chunks.length = 0
    if (size > MAX_BYTES_THROWN_AWAY) break
  }
  if (size > MAX_BYTES) return context.json({ message: `body: larger than ${MAX_BYTES} bytes` }, 413)
  context.req.raw = new Request(context.req.raw, { method, body: Buffer.concat(chunks) })
  return next()
}
