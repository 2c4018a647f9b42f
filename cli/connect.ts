import {
  createClient,
  credentialsFromEnvironment,
  findCredentials,
  type Client,
  type Credentials,
} from '../client/index.ts'
import { CredentialsError } from '../client/index.ts'
import { DEFAULT_DATA } from './defaults.ts'
import { findLocalPlatform, type LocalPlatform } from './platform-announcement.ts'
import { CREDENTIALS_FILE, warnIfReadable } from './warn-if-readable.ts'
import { UsageError } from './usage-error.ts'

/** The flags of every verb that uses a platform. */
export interface ConnectOptions {
  /** Of the credentials file. */
  profile?: string
  /** The data folder of a platform that runs on this machine. */
  local?: string
}

/** A platform, and the way to it. */
export interface Connection {
  client: Client
  credentials: Credentials
  /** For a person: its URL, and where its credentials come from. */
  name: string
  isLocal: boolean
  /** Of a local one: the folders that handlers of `file:` URLs may lie in. */
  handlers: readonly string[]
}

/**
 * Finds the platform: that of `--profile` or `--local`; otherwise that of the environment's `LAS_*`; then, for verbs that only
 * read, the one that runs on this machine; then the credentials file's default profile.
 * @throws CredentialsError, UsageError
 */
export async function connect(
  { profile, local }: ConnectOptions,
  { findsLocal }: { findsLocal: boolean },
): Promise<Connection> {
  if (local !== undefined) {
    if (profile !== undefined)
      throw new UsageError('--profile and --local name two platforms: give one of them')
    const running = await findLocalPlatform(local)
    if (running) return localConnection(running, local)
    throw new UsageError(
      `No platform runs for ${local}: start one with transition platform or transition dev`,
    )
  }
  if (profile !== undefined) return profileConnection(profile)
  const fromEnvironment = credentialsOfEnvironment()
  if (fromEnvironment) return connection(fromEnvironment, 'LAS_* of the environment', false)
  if (!findsLocal) return profileConnection()
  const running = await findLocalPlatform(DEFAULT_DATA)
  if (running) return localConnection(running, DEFAULT_DATA)
  return profileConnection().catch((error: unknown) => {
    if (!(error instanceof CredentialsError)) throw error
    const none = `No platform runs here for ${DEFAULT_DATA} either: transition platform and transition dev start one`
    throw new CredentialsError([...error.problems, none])
  })
}

async function profileConnection(profile?: string): Promise<Connection> {
  await warnIfReadable(CREDENTIALS_FILE)
  return connection(await findCredentials({ profile }), `profile ${profile ?? 'default'}`, false)
}

function localConnection({ apiEndpoint, credentials, handlers }: LocalPlatform, data: string): Connection {
  if (credentials) return { ...connection(credentials, `the local platform of ${data}`, true), handlers }
  throw new UsageError(
    `The platform at ${apiEndpoint} can't be called for ${data}: its first app client was deleted. Start it once with --new-client, or give --profile`,
  )
}

/** Undefined where one of them is missing. */
function credentialsOfEnvironment(): Credentials | undefined {
  try {
    return credentialsFromEnvironment(process.env)
  } catch (error) {
    if (error instanceof CredentialsError && error.isIncomplete) return undefined
    throw error
  }
}

function connection(credentials: Credentials, from: string, isLocal: boolean): Connection {
  return {
    client: createClient(credentials),
    credentials,
    name: `${credentials.apiEndpoint} (${from})`,
    isLocal,
    handlers: [],
  }
}
