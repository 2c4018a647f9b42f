import {
  checkCredentials,
  credentialsFromEnvironment,
  CredentialsError,
  FIELDS,
  isMissing,
  type Credentials,
  type Environment,
} from './credentials.ts'
import { readProfiles, type Profile } from './profiles.ts'
import { codeOf } from '../contract/message-of.ts'

/** Where a credentials file is, and which of its profiles to read. */
export interface CredentialsFileOptions {
  /** Default `~/.lucidtech/credentials.cfg`. */
  path?: string | undefined
  /** The file's section. Default `default`. */
  profile?: string | undefined
}

/**
 * Reads a profile of a credentials file: a section with `client_id`, `client_secret`, `auth_endpoint`, `api_endpoint`
 * and perhaps `api_key`.
 * @throws CredentialsError
 */
export async function credentialsFromFile({
  path,
  profile = 'default',
}: CredentialsFileOptions = {}): Promise<Credentials> {
  const file = path ?? (await defaultPath())
  const profiles = readProfiles(await readText(file))
  const found: Profile | undefined = profiles.get(profile)
  if (!found) {
    const others = [...profiles.keys()].join(', ')
    throw new CredentialsError([
      `${file} has no profile ${profile}: ${others === '' ? 'it has none at all' : `it has ${others}`}`,
    ])
  }
  return checkCredentials(
    (field) => found.get(FIELDS[field].key),
    (field) => `${FIELDS[field].key} of profile ${profile} in ${file}`,
  )
}

/**
 * Finds credentials: in the given profile or path; else in the environment, if it is complete; else in the default
 * profile.
 * @throws CredentialsError
 */
export async function findCredentials({
  environment = process.env,
  ...file
}: CredentialsFileOptions & { environment?: Environment } = {}): Promise<Credentials> {
  if (file.profile !== undefined || file.path !== undefined) return credentialsFromFile(file)
  const missing = Object.values(FIELDS)
    .filter(({ variable, optional }) => !optional && isMissing(environment[variable]))
    .map(({ variable }) => variable)
  if (missing.length === 0) return credentialsFromEnvironment(environment)
  try {
    return await credentialsFromFile()
  } catch (error) {
    if (!(error instanceof CredentialsError)) throw error
    throw new CredentialsError([
      `The environment has no ${missing.join(', ')}, so a credentials file was looked for`,
      ...error.problems,
    ])
  }
}

// Loaded on demand: containers have no credentials file, and their start-up counts.

async function defaultPath(): Promise<string> {
  const [{ homedir }, { join }] = await Promise.all([import('node:os'), import('node:path')])
  return join(homedir(), '.lucidtech', 'credentials.cfg')
}

async function readText(path: string): Promise<string> {
  const { readFile } = await import('node:fs/promises')
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    const code = codeOf(error) ?? 'unknown error'
    throw new CredentialsError([`${path} can't be read (${code}): expected a file with credentials`])
  }
}
