import ky, { isHTTPError, isNetworkError } from 'ky'
import type { ApiError } from './errors.ts'
import type { Http, HttpRequest } from './http.ts'
import type { Limit } from './limit.ts'
import { oneTry, TryTimeoutError, type Fetch } from './one-try.ts'
import { noAnswerError, refusal, timeoutError } from './request-error.ts'
import { retryPolicy } from './retry.ts'

/** What requests are made by. */
export interface HttpParts {
  fetch: Fetch
  limit: Limit
}

/** ky with the platform's rules for retries, and with errors that say whose fault it was. */
export function createHttp({ fetch, limit }: HttpParts): Http {
  return async (request) => {
    const { method, base, path, query, headers, json, idempotent, retry, timeoutMs, signal } = request
    try {
      return await ky(base + path, {
        method,
        headers: { accept: 'application/json', ...headers },
        ...(query && { searchParams: query }),
        ...(json === undefined ? {} : { json }),
        ...(signal && { signal }),
        // A redirect could lead credentials anywhere.
        redirect: 'manual',
        retry: retry ? retryPolicy({ idempotent }) : 0,
        // `oneTry` has a timeout of its own, which the waiting for a turn is not part of.
        timeout: false,
        fetch: (input) =>
          oneTry(input instanceof Request ? input : new Request(input), { fetch, limit, timeoutMs }),
      })
    } catch (error) {
      signal?.throwIfAborted()
      throw apiErrorOf(error, request) ?? error
    }
  }
}

/** Our own error for one of ky's. Theirs hold the request with its headers, so not even as a cause may they get out. */
function apiErrorOf(error: unknown, request: HttpRequest): ApiError | undefined {
  if (isHTTPError(error)) return refusal(request, error.response, error.data)
  if (error instanceof TryTimeoutError) return timeoutError(request)
  return isNetworkError(error) ? noAnswerError(request, error) : undefined
}
