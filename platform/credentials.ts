import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Clock } from '../contract/index.ts'
import type { Keyring } from './keyring.ts'
import { timestamp } from './resources/audit.ts'
import type { Store, TableName, Tables } from './store/store.ts'

/** What a program logs in with. */
export interface AppClientCredentials {
  appClientId: string
  clientId: string
  clientSecret: string
  apiKey: string
}

/** Credentials of a new app client. */
export function newCredentials(): Pick<AppClientCredentials, 'clientId' | 'clientSecret'> {
  return { clientId: randomBytes(13).toString('hex'), clientSecret: randomBytes(32).toString('base64url') }
}

/** An app client's API key: derived whenever it is shown, so that it is kept nowhere. */
export function apiKeyOf(keyring: Keyring, appClientId: string): string {
  return keyring.derive(`api key of ${appClientId}`).slice(0, 40)
}

/** What is kept of a secret or a key. They are random and long, so that a plain hash is enough. */
export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}

/** Whether a secret is the one of a hash, in a time that tells nothing. */
export function matches(secret: string, hash: string): boolean {
  return timingSafeEqual(Buffer.from(hashOf(secret)), Buffer.from(hash))
}

/** The platform's first app client: the same as long as the key is. */
export function firstAppClient(keyring: Keyring): AppClientCredentials {
  const appClientId = `las:app-client:${keyring.derive('app client id').slice(0, 32)}`
  return {
    appClientId,
    clientId: keyring.derive('client id').slice(0, 26),
    clientSecret: keyring.derive('client secret'),
    apiKey: apiKeyOf(keyring, appClientId),
  }
}

/** The id of the platform's only organization: the same as long as the key is. */
export function organizationIdOf(keyring: Keyring): string {
  return `las:organization:${keyring.derive('organization id').slice(0, 32)}`
}

/**
 * Keeps the first app client and the organization, unless they are kept already.
 * @throws if the state was made with another key
 */
export async function keepFirst(store: Store, clock: Clock, keyring: Keyring): Promise<void> {
  const organizationId = organizationIdOf(keyring)
  const { rows } = await store.list('organizations', { limit: 1 })
  if (rows[0] && rows[0].organizationId !== organizationId)
    throw new Error('it was made with another key, without which its secrets are lost: use that key file')
  const { appClientId, clientId, clientSecret, apiKey } = firstAppClient(keyring)
  await insertOnce(store, 'appClients', appClientId, {
    appClientId,
    name: 'First app client',
    description: 'Made by the platform',
    clientId,
    hasSecret: true,
    secretHash: hashOf(clientSecret),
    apiKeyHash: hashOf(apiKey),
    callbackUrls: [],
    loginUrls: [],
    logoutUrls: [],
    defaultLoginUrl: null,
    createdBy: null,
    createdTime: timestamp(clock),
    updatedBy: null,
    updatedTime: null,
  })
  await insertOnce(store, 'organizations', organizationId, {
    organizationId,
    name: 'Local organization',
    description: null,
    updatedBy: null,
    updatedTime: null,
  })
}

/** Several platforms may start on an empty database at the same time: one of them inserts. */
async function insertOnce<Table extends TableName>(
  store: Store,
  table: Table,
  id: string,
  row: Tables[Table],
): Promise<void> {
  if (await store.get(table, id)) return
  try {
    await store.insert(table, row)
  } catch (error) {
    if (!(await store.get(table, id))) throw error
  }
}
