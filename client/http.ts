import ky, { isHTTPError, isNetworkError } from 'ky'
import { answerError } from './answer-error.ts'
import { ConnectionError, type ApiError, type Exchange } from './errors.ts'
import { failureCode, rootCause } from './failure-code.ts'
import type { Limit } from './limit.ts'
import { oneTry, TryTimeoutError, type Fetch } from './one-try.ts'
import { retryPolicy } from './retry.ts'

/** One request, with all that its tries need. */
export interface HttpRequest {
  method: string
  /** Of the API or of the token endpoint, without a slash at its end. */
  base: string
  path: string
  query?: URLSearchParams
  headers: Record<string, string>
  json?: unknown
  idempotent: boolean
  /** `false`: one try only. */
  retry: boolean
  timeoutMs: number
  signal?: AbortSignal | undefined
  /** What no message of an error may say. */
  secrets: readonly string[]
}

/** Sends a request and answers with a 2xx whose body is there, or fails with an `ApiError` or the signal's reason. */
export type Http = (request: HttpRequest) => Promise<Response>

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
function apiErrorOf(error: unknown, { method, path, timeoutMs, secrets }: HttpRequest): ApiError | undefined {
  const exchange: Exchange = { method, path }
  if (isHTTPError(error)) {
    const { status, headers } = error.response
    const apiMessage = mask(messageIn(error.data), secrets)
    return answerError({ ...exchange, status, ...(apiMessage === undefined ? {} : { apiMessage }) }, headers)
  }
  if (error instanceof TryTimeoutError) {
    return new ConnectionError(exchange, `had no answer within ${timeoutMs / 1000} seconds`)
  }
  if (isNetworkError(error)) {
    const root = rootCause(error)
    const code = failureCode(error)
    const reason = root instanceof Error ? root.message || root.name : String(root)
    const known = code === undefined || reason.includes(code) ? '' : ` (${code})`
    return new ConnectionError(exchange, `had no answer: ${mask(reason, secrets)}${known}`, code)
  }
  return undefined
}

/** The API's `message`; the token endpoint's `error` (RFC 6749, section 5.2). */
function messageIn(data: unknown): string | undefined {
  if (typeof data !== 'object' || data === null) return undefined
  const { message, error, error_description: description } = data as Record<string, unknown>
  return [message, description, error].find((text) => typeof text === 'string')
}

/** What is shorter is no secret, and could be part of any word. */
const MIN_SECRET_LENGTH = 8

/** A gateway may quote the very header that it refuses. */
function mask(text: string | undefined, secrets: readonly string[]): string | undefined {
  return secrets
    .filter(({ length }) => length >= MIN_SECRET_LENGTH)
    .reduce((masked, secret) => masked?.replaceAll(secret, '***'), text)
}
