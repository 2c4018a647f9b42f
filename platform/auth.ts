import { timingSafeEqual } from 'node:crypto'
import type { Hono } from 'hono'
import { sign, verify } from 'hono/jwt'
import type { Clock } from '../contract/index.ts'
import type { Keyring } from './keyring.ts'
import { forbidden } from './problem.ts'

/** An app client: a program that may call the API. */
export interface AppClient {
  appClientId: string
  clientId: string
  clientSecret: string
  apiKey: string
}

/** Who makes a call. */
export interface Caller {
  /** An app client's id, as it stands in `createdBy`. */
  id: string
}

const TOKEN_LIFETIME_SECONDS = 3600
const ALGORITHM = 'HS256'

/** The platform's first app client: the same as long as the key is. */
export function firstAppClient(keyring: Keyring): AppClient {
  return {
    appClientId: `las:app-client:${keyring.derive('app client id').slice(0, 32)}`,
    clientId: keyring.derive('client id').slice(0, 26),
    clientSecret: keyring.derive('client secret'),
    apiKey: keyring.derive('api key').slice(0, 40),
  }
}

/** Serves `POST /oauth2/token`, client credentials only (RFC 6749, section 4.4). */
export function serveTokens(app: Hono, appClient: AppClient, keyring: Keyring, clock: Clock): void {
  app.post('/oauth2/token', async (context) => {
    const form = await context.req.parseBody().catch(() => undefined)
    const grantType = context.req.query('grant_type') ?? form?.['grant_type']
    if (grantType !== 'client_credentials') {
      return context.json(
        { error: 'unsupported_grant_type', message: 'grant_type: expected client_credentials' },
        { status: 400 },
      )
    }
    const [clientId, clientSecret] = basicCredentials(context.req.header('authorization'))
    if (!same(clientId, appClient.clientId) || !same(clientSecret, appClient.clientSecret)) {
      context.header('WWW-Authenticate', 'Basic')
      return context.json(
        { error: 'invalid_client', message: 'Unknown client id, or wrong client secret' },
        { status: 401 },
      )
    }
    const now = Math.floor(clock.now() / 1000)
    const claims = { sub: appClient.appClientId, iat: now, exp: now + TOKEN_LIFETIME_SECONDS }
    return context.json({
      access_token: await sign(claims, keyring.tokenKey, ALGORITHM),
      expires_in: TOKEN_LIFETIME_SECONDS,
      token_type: 'Bearer',
    })
  })
}

/**
 * Finds out who calls, by a bearer token or an API key.
 * @throws Problem 403
 */
export async function authenticate(
  headers: { authorization: string | undefined; apiKey: string | undefined },
  { appClient, keyring, clock }: { appClient: AppClient; keyring: Keyring; clock: Clock },
): Promise<Caller> {
  const token = headers.authorization?.match(/^Bearer (.+)$/i)?.[1]
  if (token === undefined) {
    if (headers.apiKey === undefined || !same(headers.apiKey, appClient.apiKey)) throw forbidden()
    return { id: appClient.appClientId }
  }
  // The token's age is a matter of the platform's clock, not of the machine's.
  const claims = await verify(token, keyring.tokenKey, {
    alg: ALGORITHM,
    exp: false,
    iat: false,
    nbf: false,
  }).catch(() => undefined)
  if (!claims || typeof claims.exp !== 'number' || claims.exp * 1000 <= clock.now()) throw forbidden()
  return { id: String(claims['sub']) }
}

function basicCredentials(header: string | undefined): [string, string] {
  const decoded = Buffer.from(header?.match(/^Basic (.+)$/i)?.[1] ?? '', 'base64').toString()
  const colon = decoded.indexOf(':')
  return colon < 0 ? ['', ''] : [decoded.slice(0, colon), decoded.slice(colon + 1)]
}

/** Equality in a time that tells nothing. */
function same(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)]
  return a.length === b.length && timingSafeEqual(a, b)
}
