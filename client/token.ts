import type { KyInstance } from 'ky'
import { Token, type Clock } from '../contract/index.ts'
import type { Credentials } from './credentials.ts'
import { PlatformError } from './errors.ts'

/** A bearer token. */
export interface AccessToken {
  value: string
  /** Milliseconds since the epoch. */
  expiresAt: number
}

/** A token is renewed this long before it expires, in milliseconds. */
const RENEW_BEFORE_MS = 60_000

/** Where calls get their token from. */
export interface TokenSource {
  /** The token at hand, unless it is about to expire. */
  kept(): AccessToken | undefined
  /** Fetches a token and keeps it; calls at the same time share one. */
  fetch(): Promise<AccessToken>
  /** Forgets a token that the API refused. */
  drop(token: AccessToken): void
}

interface TokenSourceOptions {
  clock: Clock
  token?: AccessToken | undefined
  onToken?: ((token: AccessToken) => void) | undefined
}

/** @param http a ky instance whose errors are this client's own */
export function createTokenSource(
  http: KyInstance,
  credentials: Credentials,
  options: TokenSourceOptions,
): TokenSource {
  const { clock, onToken } = options
  let current = options.token
  let pending: Promise<AccessToken> | undefined

  async function fetchToken(): Promise<AccessToken> {
    const answer = await http.post(`${credentials.authEndpoint}/token?grant_type=client_credentials`, {
      headers: {
        authorization: `Basic ${Buffer.from(`${credentials.clientId}:${credentials.clientSecret}`).toString('base64')}`,
        'content-type': 'application/x-www-form-urlencoded',
      },
    })
    const parsed = Token.safeParse(await answer.json().catch(() => undefined))
    if (!parsed.success)
      throw new PlatformError({ method: 'POST', path: '/token', status: answer.status }, 'answered no token')
    current = { value: parsed.data.access_token, expiresAt: clock.now() + parsed.data.expires_in * 1000 }
    onToken?.(current)
    return current
  }

  return {
    kept: () => (current && clock.now() < current.expiresAt - RENEW_BEFORE_MS ? current : undefined),
    fetch: () => (pending ??= fetchToken().finally(() => (pending = undefined))),
    drop: (refused) => {
      if (current?.value === refused.value) current = undefined
    },
  }
}
