import type { Route } from '../contract/index.ts'
import { hashOf } from './credentials.ts'
import { forbidden } from './problem.ts'
import { fullScope } from './scopes.ts'
import { readToken, type Identity } from './tokens.ts'

/** Who makes a call. */
export interface Caller {
  /** An app client's id, as it stands in `createdBy`. */
  id: string
  /** Which container, if it is one that says so. */
  container?: string | undefined
}

/** Who calls what anyone may call. */
const ANYONE: Caller = { id: 'anyone' }

/** The headers that say who calls. */
interface Credentials {
  authorization: string | undefined
  apiKey: string | undefined
}

/**
 * Finds out who calls, by a bearer token or an API key, and whether they may. A token decides where there are both. An
 * API key has all scopes.
 * @throws Problem 403
 */
export async function authenticate(
  route: Route,
  { authorization, apiKey }: Credentials,
  identity: Identity,
): Promise<Caller> {
  if (route.isPublic) return ANYONE
  const token = authorization?.match(/^Bearer (.+)$/i)?.[1]
  const id =
    token === undefined ? await byApiKey(apiKey, identity) : await byToken(token, route.scope, identity)
  if (id === undefined) throw forbidden()
  return { id }
}

async function byToken(token: string, scope: string, identity: Identity): Promise<string | undefined> {
  const claims = readToken(token, identity)
  if (!claims?.scopes.includes(fullScope(scope))) return undefined
  // A token outlives its app client; what it may do doesn't.
  return (await identity.store.get('appClients', claims.appClientId))?.appClientId
}

async function byApiKey(apiKey: string | undefined, { store }: Identity): Promise<string | undefined> {
  if (apiKey === undefined) return undefined
  const { rows } = await store.list('appClients', { where: { apiKeyHash: hashOf(apiKey) }, limit: 1 })
  return rows[0]?.appClientId
}
