import { createHash, randomBytes, timingSafeEqual } from 'node:crypto'
import type { Clock } from '../../contract/index.ts'
import type { Keyring } from './keyring.ts'
import { timestamp } from '../timestamp.ts'
import type { Store, TableName, Tables } from '../store/store.ts'

/** What a program logs in with. */
export interface AppClientCredentials {
  appClientId: string
  clientId: string
  clientSecret: string
  apiKey: string
}

/** Credentials of a new app client. No answer but the one that creates it has its secret and its key. */
export function newCredentials(): Omit<AppClientCredentials, 'appClientId'> {
  return {
    clientId: randomBytes(13).toString('hex'),
    clientSecret: randomBytes(32).toString('base64url'),
    apiKey: randomBytes(20).toString('hex'),
  }
}

/** The hash that is stored of a secret or a key. Both are random and long, so a plain hash is enough. */
export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}

/** Whether a secret has this hash, in constant time. */
export function matches(secret: string, hash: string): boolean {
  return timingSafeEqual(Buffer.from(hashOf(secret)), Buffer.from(hash))
}

/** The app client that the platform itself makes. It is derived from the key, so that the start can show it again. */
export interface FirstAppClient extends AppClientCredentials {
  /** Whether it is gone: by its credentials nobody gets in. */
  isDeleted: boolean
}

/** @param generation how many were asked for since the first */
function derive(keyring: Keyring, generation: number): AppClientCredentials {
  const of = (purpose: string) => keyring.derive(generation === 0 ? purpose : `${purpose} ${generation}`)
  const appClientId = `las:app-client:${of('app client id').slice(0, 32)}`
  return {
    appClientId,
    clientId: of('client id').slice(0, 26),
    clientSecret: of('client secret'),
    apiKey: keyring.derive(`api key of ${appClientId}`).slice(0, 40),
  }
}

/** The id of the platform's only organization: the same as long as the key is. */
export function organizationIdOf(keyring: Keyring): string {
  return `las:organization:${keyring.derive('organization id').slice(0, 32)}`
}

/** The counter of the app clients that were made after the first. */
const GENERATION = 'first app client'

/**
 * Stores the organization and the first app client when the state is new. A client that was deleted stays deleted.
 * @param isNewWanted makes another one, which is the first from now on
 * @throws if the state was made with another key
 */
export async function keepFirst(
  store: Store,
  clock: Clock,
  keyring: Keyring,
  isNewWanted = false,
): Promise<FirstAppClient> {
  const organizationId = organizationIdOf(keyring)
  const { rows } = await store.list('organizations', { limit: 1 })
  if (rows[0] && rows[0].organizationId !== organizationId)
    throw new Error('it was made with another key, without which its secrets are lost: use that key file')
  if (isNewWanted) await store.addToCounter(GENERATION, 1, Number.MAX_SAFE_INTEGER)
  const appClient = derive(keyring, await store.getCounter(GENERATION))
  if (!rows[0] || isNewWanted) await insertFirst(store, clock, appClient)
  // The last row: once it is there, the client was made.
  await insertOnce(store, 'organizations', organizationId, {
    organizationId,
    name: 'Local organization',
    description: null,
    updatedBy: null,
    updatedTime: null,
  })
  return { ...appClient, isDeleted: !(await store.get('appClients', appClient.appClientId)) }
}

async function insertFirst(
  store: Store,
  clock: Clock,
  { appClientId, clientId, clientSecret, apiKey }: AppClientCredentials,
): Promise<void> {
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
}

/** Idempotent: when several platforms start on an empty database at the same time, one of them inserts. */
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
