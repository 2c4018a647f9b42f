import type { Clock } from '../contract/index.ts'
import { parseObject } from './answer.ts'
import type { Credentials } from './credentials.ts'
import { AccessDeniedError, PlatformError, RequestRefusedError } from './errors.ts'
import type { Http } from './http.ts'
import { shareCalls } from './shared-call.ts'

/** A bearer token. */
export interface AccessToken {
  value: string
  /** Milliseconds since the epoch. */
  expiresAt: number
}

/** A token is renewed this long before it expires, or at half of its life if that is later; in milliseconds. */
const RENEW_BEFORE_MS = 60_000
/** One try to get a token, in milliseconds. */
const TIMEOUT_MS = 30_000
const PATH = '/token'

/** What can stand in a header. Anything else would end up in the message of the error that says so. */
const isUsable = (value: string) => /^[\x21-\x7e]+$/.test(value)

/** Where calls get their token from. Calls at the same time share one request for it. */
export interface TokenSource {
  /** The token at hand, unless it is about to expire. */
  kept(): AccessToken | undefined
  /** A new token, which is then kept. */
  fetch(signal?: AbortSignal): Promise<AccessToken>
  /** The token to use in place of one that the API refused. */
  replace(refused: AccessToken, signal?: AbortSignal): Promise<AccessToken>
}

interface TokenSourceOptions {
  clock: Clock
  token?: AccessToken | undefined
  onToken?: ((token: AccessToken) => void) | undefined
}

/** @throws TypeError for a token at hand that is malformed */
export function createTokenSource(
  http: Http,
  credentials: Credentials,
  { clock, token, onToken }: TokenSourceOptions,
): TokenSource {
  if (token && !isUsable(token.value)) throw new TypeError('token is malformed: no header can hold it')
  let current = token && { token, renewAt: token.expiresAt - RENEW_BEFORE_MS }

  const kept = () => (current && clock.now() < current.renewAt ? current.token : undefined)
  const fetch = shareCalls(async (signal) => {
    const { value, seconds } = await requestToken(http, credentials, signal)
    const expiresAt = clock.now() + seconds * 1000
    const fetched = { value, expiresAt }
    current = { token: fetched, renewAt: expiresAt - Math.min(RENEW_BEFORE_MS, seconds * 500) }
    onToken?.(fetched)
    return fetched
  })

  return {
    kept,
    fetch,
    replace: async (refused, signal) => {
      if (current?.token.value === refused.value) current = undefined
      return kept() ?? (await fetch(signal))
    },
  }
}

/** A token as it is given out: for so many seconds. */
interface Issued {
  value: string
  seconds: number
}

/** OAuth2 client credentials (RFC 6749, section 4.4). */
async function requestToken(http: Http, credentials: Credentials, signal: AbortSignal): Promise<Issued> {
  const { clientId, clientSecret, authEndpoint } = credentials
  const basic = Buffer.from(`${clientId}:${clientSecret}`).toString('base64')
  const response = await http({
    method: 'POST',
    base: authEndpoint,
    path: PATH,
    query: new URLSearchParams({ grant_type: 'client_credentials' }),
    headers: { authorization: `Basic ${basic}`, 'content-type': 'application/x-www-form-urlencoded' },
    idempotent: true,
    retry: true,
    timeoutMs: TIMEOUT_MS,
    signal,
    secrets: [basic, clientSecret],
  }).catch((error: unknown) => {
    throw loginError(error)
  })
  const { access_token: value, expires_in: seconds } = parseObject(await response.text()) ?? {}
  if (typeof value === 'string' && isUsable(value) && typeof seconds === 'number') return { value, seconds }
  throw new PlatformError({ method: 'POST', path: PATH, status: response.status }, 'answered no token')
}

/** Token endpoints answer 400 as well as 401 to wrong credentials. */
function loginError(error: unknown): unknown {
  if (!(error instanceof RequestRefusedError) || error.status !== 400) return error
  const { method, path, status, apiMessage } = error
  return new AccessDeniedError(
    { method, path, status, ...(apiMessage === undefined ? {} : { apiMessage }) },
    `answered 400${apiMessage === undefined ? '' : `: ${apiMessage}`} (are the client id and secret right?)`,
  )
}
