import type { Clock, Route } from '../contract/index.ts'
import type { RequestOptions } from './client.ts'
import type { Credentials } from './credentials.ts'
import { AccessDeniedError, PlatformError } from './errors.ts'
import { connectionError, createHttp } from './http.ts'
import { retryPolicy } from './retry.ts'
import { createTokenSource, type AccessToken } from './token.ts'

/** Sends one request and answers with the parsed body, `undefined` for 204. `input` is the route's body or query. */
export type Send = (route: Route, path: string, input: unknown, options: RequestOptions) => Promise<unknown>

interface SenderOptions {
  clock: Clock
  fetch?: typeof fetch
  token?: AccessToken
  onToken?: (token: AccessToken) => void
}

export function createSender(credentials: Credentials, { fetch, ...options }: SenderOptions): Send {
  const http = createHttp(credentials, fetch)
  const tokens = createTokenSource(http, credentials, options)
  const apiKey = credentials.apiKey === undefined ? {} : { 'x-api-key': credentials.apiKey }

  async function attempt(
    token: AccessToken,
    ...[route, path, input, options]: Parameters<Send>
  ): Promise<unknown> {
    const response = await http(`${credentials.apiEndpoint}${path}`, {
      method: route.method,
      headers: { authorization: `Bearer ${token.value}`, ...apiKey },
      ...(route.body ? { json: input ?? {} } : {}),
      ...(route.query ? { searchParams: searchParams(input) } : {}),
      retry:
        options.retry === false
          ? 0
          : retryPolicy({ idempotent: route.idempotent ?? route.method !== 'POST' }),
      ...(options.timeoutMs === undefined ? {} : { timeout: options.timeoutMs }),
      ...(options.signal ? { signal: options.signal } : {}),
    })
    return readBody(route, path, response)
  }

  return async (...call) => {
    const { signal } = call[3]
    signal?.throwIfAborted()
    const kept = tokens.kept()
    try {
      return await attempt(kept ?? (await tokens.fetch()), ...call)
    } catch (error) {
      signal?.throwIfAborted()
      // A kept token may have been revoked, or have expired by the platform's clock: one try with a new one.
      if (!kept || !(error instanceof AccessDeniedError)) throw error
      tokens.drop(kept)
      return attempt(await tokens.fetch(), ...call)
    }
  }
}

async function readBody(route: Route, path: string, response: Response): Promise<unknown> {
  const exchange = { method: route.method, path, status: response.status }
  const text = await response.text().catch((error: unknown) => {
    throw connectionError(exchange, error)
  })
  if (!route.response) return undefined
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new PlatformError(exchange, `answered ${response.status} with a body that is not JSON`, error)
  }
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
