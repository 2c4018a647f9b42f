import type { Clock } from '../contract/index.ts'
import { parseObject, type Answer } from './answer.ts'
import type { Credentials } from './credentials.ts'
import { AccessDeniedError, PlatformError, RequestRefusedError, type ApiError } from './errors.ts'
import type { Http } from './http.ts'
import { apiMessageOf } from './request-error.ts'
import { shareCalls } from './shared-call.ts'

/** A bearer token. */
export interface AccessToken {
  value: string
  /** Milliseconds since the epoch. */
  expiresAt: number
}

/** A token is renewed this long before it expires, or after half of its lifetime if that is later; in milliseconds. */
const RENEW_BEFORE_MS = 60_000
/** Timeout of one attempt, in milliseconds. */
const TIMEOUT_MS = 30_000
const PATH = '/token'
/** The lifetime of a token whose answer has none, and the longest that is believed, in seconds. */
const DEFAULT_SECONDS = 3600
const MAX_SECONDS = 24 * 3600
/** OAuth errors that are the server's; all others are final. */
const PASSING_ERRORS = new Set(['server_error', 'temporarily_unavailable', 'slow_down'])

/** Whether a header can carry the value. Otherwise `fetch` would quote it in its error. */
const isUsable = (value: string) => /^[\x21-\x7e]+$/.test(value)

/** Provides tokens. Concurrent calls share one request. */
export interface TokenSource {
  /** The cached token, unless it is about to expire. */
  cached(): AccessToken | undefined
  /** Fetches a new token and caches it. */
  fetch(signal?: AbortSignal): Promise<AccessToken>
  /** The token to use instead of one that the API refused. */
  replace(refused: AccessToken, signal?: AbortSignal): Promise<AccessToken>
}

interface TokenSourceOptions {
  clock: Clock
  token?: AccessToken | undefined
  onToken?: ((token: AccessToken) => void) | undefined
}

/** @throws TypeError if `token` is malformed */
export function createTokenSource(
  http: Http,
  credentials: Credentials,
  { clock, token, onToken }: TokenSourceOptions,
): TokenSource {
  if (token && !isUsable(token.value)) throw new TypeError('token is malformed: no header can carry it')
  // By the monotonic clock: a wall clock that steps makes no token older.
  let current = token && {
    token,
    renewAt: clock.monotonic() + (token.expiresAt - clock.now()) - RENEW_BEFORE_MS,
  }

  const cached = () => (current && clock.monotonic() < current.renewAt ? current.token : undefined)
  const fetch = shareCalls(async (signal) => {
    const { value, seconds } = await requestToken(http, credentials, signal)
    const fetched = { value, expiresAt: clock.now() + seconds * 1000 }
    const renewAfterMs = seconds * 1000 - Math.min(RENEW_BEFORE_MS, seconds * 500)
    current = { token: fetched, renewAt: clock.monotonic() + renewAfterMs }
    onToken?.(fetched)
    return fetched
  })

  return {
    cached,
    fetch,
    replace: async (refused, signal) => {
      if (current?.token.value === refused.value) current = undefined
      return cached() ?? (await fetch(signal))
    },
  }
}

/** A token as the server issues it: with its lifetime. */
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
  const text = await response.text()
  const answer = parseObject(text) ?? {}
  const { access_token: value, expires_in: lifetime } = answer
  if (typeof value === 'string' && isUsable(value)) return { value, seconds: secondsOf(lifetime) }
  throw noTokenError(answer, text, response, [basic, clientSecret])
}

/** A lifetime may be left out (RFC 6749, section 5.1), and some servers write it as a text. */
function secondsOf(lifetime: unknown): number {
  const seconds = typeof lifetime === 'string' ? Number.parseFloat(lifetime) : lifetime
  if (typeof seconds !== 'number' || !(seconds > 0)) return DEFAULT_SECONDS
  return Math.min(seconds, MAX_SECONDS)
}

/** The error for a 2xx without a token: some servers answer 200 with an OAuth error. */
function noTokenError(
  answer: Record<string, unknown>,
  text: string,
  { status, headers }: Answer,
  secrets: readonly string[],
): ApiError {
  const exchange = { method: 'POST', path: PATH, status }
  const apiMessage = apiMessageOf(answer, secrets)
  if (apiMessage !== undefined) {
    const what = `answered ${status}: ${apiMessage}`
    const said = { ...exchange, apiMessage }
    return typeof answer['error'] === 'string' && !PASSING_ERRORS.has(answer['error'])
      ? new AccessDeniedError(said, `${what} (are the client id and secret right?)`)
      : new PlatformError(said, what)
  }
  const type = headers.get('content-type') ?? 'no content type'
  return new PlatformError(
    exchange,
    `answered ${status} with ${text.length} characters of ${type}: expected a JSON object with access_token`,
  )
}

/** The error of a request that failed. Token endpoints answer 400 as well as 401 to wrong credentials. */
function loginError(error: unknown): unknown {
  if (!(error instanceof RequestRefusedError) || error.status !== 400) return error
  const { method, path, status, apiMessage } = error
  if (apiMessage !== undefined && PASSING_ERRORS.has(apiMessage.split(':')[0] ?? ''))
    return new PlatformError({ method, path, status, apiMessage }, `answered 400: ${apiMessage}`)
  return new AccessDeniedError(
    { method, path, status, ...(apiMessage === undefined ? {} : { apiMessage }) },
    `answered 400${apiMessage === undefined ? '' : `: ${apiMessage}`} (are the client id and secret right?)`,
  )
}
