import {
  createClient,
  credentialsFromEnvironment,
  findCredentials,
  type Client,
  type Credentials,
} from '../client/index.ts'
import { CredentialsError } from '../client/index.ts'
import { DEFAULT_DATA } from './defaults.ts'
import { findRunning } from './running.ts'
import { UsageError } from './usage-error.ts'

/** What every verb that looks at a platform takes. */
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
}

/**
 * The platform that is meant: that of `--profile`, or of `--local`; otherwise that of the environment's `LAS_*`, then,
 * for verbs that only look, the one that runs here, then the credentials file's default.
 * @throws CredentialsError, UsageError
 */
export async function connect(
  { profile, local }: ConnectOptions,
  { findsLocal }: { findsLocal: boolean },
): Promise<Connection> {
  if (local !== undefined) {
    if (profile !== undefined)
      throw new UsageError('--profile and --local name two platforms: give one of them')
    const running = await findRunning(local)
    if (running) return connection(running, `the local platform of ${local}`, true)
    throw new UsageError(
      `No platform runs for ${local}: start one with transition platform or transition dev`,
    )
  }
  if (profile !== undefined)
    return connection(await findCredentials({ profile }), `profile ${profile}`, false)
  const fromEnvironment = credentialsOfEnvironment()
  if (fromEnvironment) return connection(fromEnvironment, 'LAS_* of the environment', false)
  const running = findsLocal ? await findRunning(DEFAULT_DATA) : undefined
  if (running) return connection(running, `the local platform of ${DEFAULT_DATA}`, true)
  return connection(await findCredentials(), 'profile default', false)
}

/** Undefined where one of them is missing. */
function credentialsOfEnvironment(): Credentials | undefined {
  try {
    return credentialsFromEnvironment(process.env)
  } catch (error) {
    const isMissing =
      error instanceof CredentialsError && error.problems.some((problem) => / is missing: /.test(problem))
    if (isMissing) return undefined
    throw error
  }
}

function connection(credentials: Credentials, from: string, isLocal: boolean): Connection {
  return {
    client: createClient(credentials),
    credentials,
    name: `${credentials.apiEndpoint} (${from})`,
    isLocal,
  }
}
