import type { Clock, Route } from '../contract/index.ts'
import { parseObject, type Answer, type AnswerHeaders } from './answer.ts'
import type { RequestOptions } from './client.ts'
import type { Credentials } from './credentials.ts'
import { AccessDeniedError, PlatformError } from './errors.ts'
import { exchangeByFetch, type Fetch } from './exchange-by-fetch.ts'
import { createExchange, type Exchange } from './exchange.ts'
import { createHttp } from './http.ts'
import { createLimit, type Limits } from './limit.ts'
import { createTokenSource, type AccessToken } from './token.ts'

const DEFAULT_TIMEOUT_MS = 30_000

/** The parts of a route that sending needs: whether it has query, body and response, but no schemas. */
export type Sendable = Pick<Route, 'method' | 'isPublic' | 'items' | 'idempotent'> & {
  readonly query?: unknown
  readonly body?: unknown
  readonly response?: unknown
  /** Fields of the answer that are texts. One without them is not from the platform, whatever its status. */
  readonly texts?: readonly string[]
}

/** Sends one request and resolves with the parsed body, `undefined` for 204. `input` is the route's body or query. */
export type Send = (route: Sendable, path: string, input: unknown, options: SendOptions) => Promise<unknown>

/** @internal */
export interface SendOptions extends RequestOptions {
  /** Additional headers of this request. */
  headers?: Readonly<Record<string, string>>
}

interface SenderOptions extends Limits {
  clock: Clock
  fetch?: Fetch | undefined
  token?: AccessToken | undefined
  onToken?: ((token: AccessToken) => void) | undefined
  /** Called with the headers of each answer of the API that is 2xx. */
  onAnswer?: ((headers: AnswerHeaders) => void) | undefined
  userAgent?: string | undefined
  /** Additional headers of each request to the API. */
  headers?: Readonly<Record<string, string>> | undefined
  /** Makes each attempt, in place of `fetch`. */
  exchange?: Exchange | undefined
}

/** Sends requests with a token, and retries what may be retried. */
export function createSender(credentials: Credentials, options: SenderOptions): Send {
  const exchange = options.exchange ?? (options.fetch ? exchangeByFetch(options.fetch) : createExchange())
  const { clock } = options
  const http = createHttp({ clock, exchange, limit: createLimit(options) })
  // The limits are for the API. Tokens come from another server, and are few.
  const tokens = createTokenSource(createHttp({ clock, exchange }), credentials, options)
  const { apiEndpoint, apiKey, clientSecret } = credentials
  const { userAgent, headers, onAnswer } = options

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
        ...options.headers,
      },
      ...(route.body ? { json: input ?? {} } : {}),
      idempotent: route.idempotent ?? route.method !== 'POST',
      retry: options.retry ?? true,
      timeoutMs: options.timeoutMs ?? DEFAULT_TIMEOUT_MS,
      signal: options.signal,
      secrets: [token?.value ?? '', clientSecret, apiKey ?? ''],
    })
    onAnswer?.(response.headers)
    return readBody(route, path, response)
  }

  return async (...call) => {
    const { signal, timeoutMs = DEFAULT_TIMEOUT_MS } = call[3]
    if (!(timeoutMs > 0)) throw new TypeError(`timeoutMs is ${timeoutMs}: expected milliseconds, more than 0`)
    signal?.throwIfAborted()
    if (call[0].isPublic) return attempt(undefined, ...call)
    const cached = tokens.cached()
    try {
      return await attempt(cached ?? (await tokens.fetch(signal)), ...call)
    } catch (error) {
      // A cached token may have been revoked, or have expired by the platform's clock: one attempt with a new one.
      if (!cached || !(error instanceof AccessDeniedError)) throw error
      return attempt(await tokens.replace(cached, signal), ...call)
    }
  }
}

async function readBody(route: Sendable, path: string, response: Answer): Promise<unknown> {
  if (!route.response) return undefined
  const text = await response.text()
  const answer = parseObject(text)
  const { items, texts = [] } = route
  const hasItems = items === undefined || Array.isArray(answer?.[items])
  if (answer && hasItems && texts.every((name) => typeof answer[name] === 'string')) return answer
  const fields = items === undefined ? texts : [items]
  const expected = `a JSON object${fields.length > 0 ? ` with ${fields.join(' and ')}` : ''}`
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
