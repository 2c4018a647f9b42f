import type { MiddlewareHandler } from 'hono'
import type { Route } from '../../contract/index.ts'

const KIB = 1024
const MIB = 1024 * KIB

/** The largest bodies that are accepted, in bytes. */
export const BODY_LIMITS = {
  /** A document or an asset at the API's limit, and the JSON around it; an execution's input or output. */
  large: 8 * MIB,
  normal: MIB,
  heartbeat: 256 * KIB,
  /** What callers send without credentials. */
  small: 16 * KIB,
} as const

/** How much of a larger body is read, in bytes, before the answer. */
const MAX_BYTES_THROWN_AWAY = 64 * MIB

/** Routes whose bodies carry files, or data of any size. */
const LARGE = /^\/(documents|assets)(\/|$)|\/executions(\/\{executionId\})?$/

/** The largest body that a route accepts, in bytes. */
export function bodyLimitOf({ path, isPublic = false }: Pick<Route, 'path' | 'isPublic'>): number {
  if (isPublic) return BODY_LIMITS.small
  if (path.endsWith('/heartbeats')) return BODY_LIMITS.heartbeat
  return LARGE.test(path) ? BODY_LIMITS.large : BODY_LIMITS.normal
}

/**
 * Answers 413 to a body that is too large, after reading it: many clients read the answer only when they have sent
 * everything, and would otherwise see a broken connection.
 */
export function limitBody(maxBytes: number): MiddlewareHandler {
  return async (context, next) => {
    const { method } = context.req
    const isChunked = context.req.header('transfer-encoding') !== undefined
    const declared = isChunked ? undefined : context.req.header('content-length')
    // Most requests end here. Reading `body` is slow: the server makes a `Request` for it.
    if (method === 'GET' || method === 'HEAD' || Number(declared) <= maxBytes) return next()
    const { body } = context.req.raw
    if (!body) return next()

    const chunks: Uint8Array[] = []
    let size = 0
    for await (const chunk of body) {
      size += chunk.length
      if (size <= maxBytes) chunks.push(chunk)
      else chunks.length = 0
      if (size > MAX_BYTES_THROWN_AWAY) break
    }
    if (size > maxBytes) return context.json({ message: `body: larger than ${maxBytes} bytes` }, 413)
    context.req.raw = new Request(context.req.raw, { method, body: Buffer.concat(chunks) })
    return next()
  }
}
