import type { Clock, Route } from '../contract/index.ts'
import { parseObject, type Answer } from './answer.ts'
import type { RequestOptions } from './client.ts'
import type { Credentials } from './credentials.ts'
import { AccessDeniedError, PlatformError } from './errors.ts'
import type { HttpParts } from './http-by-ky.ts'
import type { Http } from './http.ts'
import { createLimit, type Limits } from './limit.ts'
import type { Fetch } from './one-try.ts'
import { createTokenSource, type AccessToken } from './token.ts'

const DEFAULT_TIMEOUT_MS = 30_000

/** What is to be known of a route to send a request: whether there are query, body and response, not what they are. */
export type Sendable = Pick<Route, 'method' | 'isPublic' | 'items' | 'idempotent'> & {
  readonly query?: unknown
  readonly body?: unknown
  readonly response?: unknown
}

/** Sends one request and answers with the parsed body, `undefined` for 204. `input` is the route's body or query. */
export type Send = (
  route: Sendable,
  path: string,
  input: unknown,
  options: RequestOptions,
) => Promise<unknown>

interface SenderOptions extends Limits {
  clock: Clock
  fetch?: Fetch | undefined
  token?: AccessToken | undefined
  onToken?: ((token: AccessToken) => void) | undefined
  userAgent?: string | undefined
  /** More headers of each request to the API. */
  headers?: Readonly<Record<string, string>> | undefined
  /** Sends requests instead of ky: then `fetch` and the limits have no part in it. */
  http?: Http | undefined
}

export function createSender(credentials: Credentials, options: SenderOptions): Send {
  const fetch = options.fetch ?? ((request) => globalThis.fetch(request))
  const http = options.http ?? lazyHttp({ fetch, limit: createLimit(options) })
  // Tokens come from elsewhere, and are few: what is asked of the API is limited, not what is asked of that.
  const tokens = createTokenSource(
    options.http ?? lazyHttp({ fetch, limit: createLimit({}) }),
    credentials,
    options,
  )
  const { apiEndpoint, apiKey, clientSecret } = credentials
  const { userAgent, headers } = options

  async function attempt(
    token: AccessToken | undefined,
    ...[route, path, input, options]: Parameters<Send>
  ): Promise<unknown> {
    const response = await http({
      method: route.method,
      base: apiEndpoint,
      path,
      ...(route.query ? { query: searchParams(input) } : {}),
      headers: {
        ...(token && { authorization: `Bearer ${token.value}` }),
        ...(apiKey === undefined ? {} : { 'x-api-key': apiKey }),
        ...(userAgent === undefined ? {} : { 'user-agent': userAgent }),
        ...headers,
      },
      ...(route.body ? { json: input ?? {} } : {}),
      idempotent: route.idempotent ?? route.method !== 'POST',
      retry: options.retry ?? true,
      timeoutMs: options.timeoutMs ?? DEFAULT_TIMEOUT_MS,
      signal: options.signal,
      secrets: [token?.value ?? '', clientSecret, apiKey ?? ''],
    })
    return readBody(route, path, response)
  }

  return async (...call) => {
    const { signal } = call[3]
    signal?.throwIfAborted()
    if (call[0].isPublic) return attempt(undefined, ...call)
    const kept = tokens.kept()
    try {
      return await attempt(kept ?? (await tokens.fetch(signal)), ...call)
    } catch (error) {
      // A kept token may have been revoked, or have expired by the platform's clock: one try with a new one.
      if (!kept || !(error instanceof AccessDeniedError)) throw error
      return attempt(await tokens.replace(kept, signal), ...call)
    }
  }
}

/** ky, and the fetch under it, are loaded with the first request: many handlers make none. */
function lazyHttp(parts: HttpParts): Http {
  let loading: Promise<Http> | undefined
  return async (request) => {
    loading ??= import('./http-by-ky.ts').then(({ createHttp }) => createHttp(parts))
    return (await loading)(request)
  }
}

async function readBody(route: Sendable, path: string, response: Answer): Promise<unknown> {
  if (!route.response) return undefined
  const text = await response.text()
  const answer = parseObject(text)
  if (answer && (route.items === undefined || Array.isArray(answer[route.items]))) return answer
  const expected = route.items === undefined ? 'a JSON object' : `a JSON object with ${route.items}`
  throw new PlatformError(
    { method: route.method, path, status: response.status },
    `answered ${response.status} with ${text.length} characters of ${
      response.headers.get('content-type') ?? 'no content type'
    }: expected ${expected}`,
  )
}

/** Arrays become repeated parameters. */
function searchParams(query: unknown): URLSearchParams {
  const pairs = Object.entries(query ?? {}).flatMap(([name, value]) =>
    [value]
      .flat()
      .filter((item) => item !== undefined && item !== null)
      .map((item) => [name, String(item)]),
  )
  return new URLSearchParams(pairs)
}
