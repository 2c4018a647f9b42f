import type { Route } from '../../contract/index.ts'
import { hashOf } from './credentials.ts'
import { fullScope } from './scopes.ts'
import { readToken, type Identity } from './tokens.ts'

/** Who makes a call. */
export interface Caller {
  /** An app client's id, as it stands in `createdBy`. */
  id: string
  /** The container that calls, if it names itself. */
  container?: string | undefined
}

/** The caller of a public operation. */
const ANYONE: Caller = { id: 'anyone' }

/** The headers that identify the caller. */
export interface Credentials {
  authorization: string | undefined
  apiKey: string | undefined
}

/**
 * Identifies the caller by a bearer token or an API key. A token wins over a key. An API key has all scopes.
 * @returns undefined where the credentials are wrong, or lack the route's scope
 */
export async function authenticate(
  route: Route,
  { authorization, apiKey }: Credentials,
  identity: Identity,
): Promise<Caller | undefined> {
  if (route.isPublic) return ANYONE
  const token = authorization?.match(/^Bearer (.+)$/i)?.[1]
  const id =
    token === undefined ? await byApiKey(apiKey, identity) : await byToken(token, route.scope, identity)
  return id === undefined ? undefined : { id }
}

async function byToken(token: string, scope: string, identity: Identity): Promise<string | undefined> {
  const claims = readToken(token, identity)
  if (!claims?.scopes.includes(fullScope(scope))) return undefined
  // A token of a deleted app client is worth nothing.
  return (await identity.store.get('appClients', claims.appClientId))?.appClientId
}

async function byApiKey(apiKey: string | undefined, { store }: Identity): Promise<string | undefined> {
  if (apiKey === undefined) return undefined
  const { rows } = await store.list('appClients', { where: { apiKeyHash: hashOf(apiKey) }, limit: 1 })
  return rows[0]?.appClientId
}
