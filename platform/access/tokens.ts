import type { Context, Hono } from 'hono'
import type { Clock } from '../../contract/index.ts'
import { matches } from './credentials.ts'
import { signToken, verifyToken } from './json-web-token.ts'
import type { Keyring } from './keyring.ts'
import { AUTH_PATH } from '../paths.ts'
import { allScopes } from './scopes.ts'
import type { Store } from '../store/store.ts'

const LIFETIME_SECONDS = 3600

/** What signs and verifies tokens. */
export interface Identity {
  store: Store
  keyring: Keyring
  clock: Clock
}

/** What a token says. */
export interface Claims {
  appClientId: string
  scopes: readonly string[]
}

/**
 * Serves `POST /oauth2/token`: client credentials (RFC 6749, section 4.4), by HTTP Basic or in the form, not in the URL, which
 * logs keep (section 2.3.1). `scope` asks for fewer scopes than all.
 */
export function serveTokens(app: Hono, identity: Identity): void {
  app.post(`${AUTH_PATH}/token`, async (context) => {
    const form = await context.req.parseBody().catch(() => ({}))
    const given = (name: string) => context.req.query(name) ?? textOf(Reflect.get(form, name))

    if (context.req.query('client_secret') !== undefined)
      return refuse(
        context,
        400,
        'invalid_request',
        'client_secret: not in the URL, where logs keep it: by HTTP Basic, or in the form',
      )
    if (given('grant_type') !== 'client_credentials')
      return refuse(context, 400, 'unsupported_grant_type', 'grant_type: expected client_credentials')
    const [clientId, secret] = basicCredentials(context.req.header('authorization')) ?? [
      given('client_id') ?? '',
      given('client_secret') ?? '',
    ]
    const appClient = (await identity.store.list('appClients', { where: { clientId }, limit: 1 })).rows[0]
    if (!appClient?.secretHash || !matches(secret, appClient.secretHash)) {
      context.header('WWW-Authenticate', 'Basic')
      return refuse(context, 401, 'invalid_client', 'Unknown client id, or wrong client secret')
    }
    const scopes = given('scope')?.split(' ').filter(Boolean) ?? []
    const unknown = scopes.find((scope) => !allScopes.includes(scope))
    if (unknown !== undefined)
      return refuse(context, 400, 'invalid_scope', `scope: there is no ${JSON.stringify(unknown)}`)

    const granted = scopes.length > 0 ? scopes : allScopes
    const now = Math.floor(identity.clock.now() / 1000)
    const claims = {
      sub: appClient.appClientId,
      scope: granted.join(' '),
      iat: now,
      exp: now + LIFETIME_SECONDS,
    }
    context.header('Cache-Control', 'no-store')
    return context.json({
      access_token: signToken(claims, identity.keyring),
      expires_in: LIFETIME_SECONDS,
      token_type: 'Bearer',
      ...(scopes.length > 0 && { scope: claims.scope }),
    })
  })
}

/** @returns undefined for a token that is forged, broken or expired */
export function readToken(token: string, { keyring, clock }: Identity): Claims | undefined {
  const claims = verifyToken(token, keyring)
  // The platform's clock decides, which tests inject.
  if (!claims || !(Number(claims['exp']) * 1000 > clock.now())) return undefined
  return { appClientId: String(claims['sub']), scopes: String(claims['scope']).split(' ') }
}

function refuse(context: Context, status: 400 | 401, error: string, message: string): Response {
  return context.json({ error, error_description: message, message }, { status })
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined
}

function basicCredentials(header: string | undefined): [string, string] | undefined {
  const encoded = header?.match(/^Basic (.+)$/i)?.[1]
  if (encoded === undefined) return undefined
  const decoded = Buffer.from(encoded, 'base64').toString()
  const colon = decoded.indexOf(':')
  return colon < 0 ? ['', ''] : [decoded.slice(0, colon), decoded.slice(colon + 1)]
}
