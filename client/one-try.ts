import { abortable } from './abortable.ts'
import type { Limit } from './limit.ts'

/** What makes a request: the global `fetch`, or one with a narrower view of its arguments. */
export type Fetch = (request: Request) => Response | Promise<Response>

/** No whole answer came in time. */
export class TryTimeoutError extends Error {
  override readonly name = 'TryTimeoutError'
}

/** What a timer can be set to, in milliseconds; for more it would go off at once. */
const MAX_TIMEOUT_MS = 2 ** 31 - 1

interface TryOptions {
  fetch: Fetch
  limit: Limit
  /** From the moment that the request's turn has come to the last byte of its answer. */
  timeoutMs: number
}

/**
 * Makes one try of a request. The answer's body is read whole here, so a body that stalls or is cut short is a
 * failure of this try like any other. The request's own signal ends it, even where `fetch` pays no attention to that.
 */
export function oneTry(request: Request, { fetch, limit, timeoutMs }: TryOptions): Promise<Response> {
  return limit(async () => {
    const timeout = new AbortController()
    const timer = setTimeout(() => timeout.abort(new TryTimeoutError()), Math.min(timeoutMs, MAX_TIMEOUT_MS))
    const signal = AbortSignal.any([request.signal, timeout.signal])
    try {
      return await abortable(wholeAnswer(fetch, new Request(request, { signal })), signal)
    } finally {
      clearTimeout(timer)
    }
  }, request.signal)
}

async function wholeAnswer(fetch: Fetch, request: Request): Promise<Response> {
  const response = await fetch(request)
  if (response.body === null) return response
  const { status, statusText, headers } = response
  return new Response(await response.arrayBuffer(), { status, statusText, headers })
}
