/** How to reach the API, and as whom. */
export interface Credentials {
  clientId: string
  clientSecret: string
  /** Base URL of the token endpoint, `https://auth.lucidtech.ai/oauth2`; `/token` is added. */
  authEndpoint: string
  /** Base URL of the API with its path, `https://api.lucidtech.ai/v1`. */
  apiEndpoint: string
  /** Sent as `x-api-key` where it is given. */
  apiKey?: string | undefined
}

/** Credentials are missing or malformed. The message has one line for each problem, and no values. */
export class CredentialsError extends Error {
  override readonly name = 'CredentialsError'
  readonly problems: readonly string[]
  /** Whether one of them is that something is missing. */
  readonly isIncomplete: boolean

  constructor(problems: readonly string[], isIncomplete = false) {
    super(problems.join('\n'))
    this.problems = problems
    this.isIncomplete = isIncomplete
  }
}

/** Variables by name. */
export type Environment = Readonly<Record<string, string | undefined>>

/** Existing images declare their variables with this value. It means that the variable is missing. */
export const NOT_PROVIDED = 'not_provided'

interface Field {
  /** Its name in the environment. */
  variable: string
  /** Its name in a credentials file. */
  key: string
  expected: string
  /** Undefined for a value that is malformed. */
  parse: (value: string) => string | undefined
  optional?: true
}

/** The fields of credentials, and where each is read from. */
export const FIELDS: Readonly<Record<keyof Credentials, Field>> = {
  clientId: {
    variable: 'LAS_CLIENT_ID',
    key: 'client_id',
    expected: 'the id of an app client',
    parse: (value) => (value.includes(':') ? undefined : printable(value)),
  },
  clientSecret: {
    variable: 'LAS_CLIENT_SECRET',
    key: 'client_secret',
    expected: 'the secret of an app client',
    parse: printable,
  },
  authEndpoint: {
    variable: 'LAS_AUTH_ENDPOINT',
    key: 'auth_endpoint',
    expected: 'a host such as auth.lucidtech.ai, or a URL',
    parse: authEndpoint,
  },
  apiEndpoint: {
    variable: 'LAS_API_ENDPOINT',
    key: 'api_endpoint',
    expected: 'a URL such as https://api.lucidtech.ai/v1',
    parse: url,
  },
  apiKey: {
    variable: 'LAS_API_KEY',
    key: 'api_key',
    expected: 'an API key',
    parse: printable,
    optional: true,
  },
}

/**
 * Reads `LAS_CLIENT_ID`, `LAS_CLIENT_SECRET`, `LAS_AUTH_ENDPOINT`, `LAS_API_ENDPOINT` and `LAS_API_KEY`.
 * @throws CredentialsError
 */
export function credentialsFromEnvironment(environment: Environment): Credentials {
  return checkCredentials(
    (field) => environment[FIELDS[field].variable],
    (field) => FIELDS[field].variable,
  )
}

/** The variables that `credentialsFromEnvironment` reads these from. */
export function credentialsToEnvironment(credentials: Credentials): Record<string, string> {
  const entries = Object.entries(FIELDS).map(([field, { variable }]) => [
    variable,
    credentials[field as keyof Credentials],
  ])
  return Object.fromEntries(entries.filter(([, value]) => value !== undefined))
}

/**
 * Checks credentials and normalizes their endpoints to absolute URLs without a trailing slash.
 * @param valueOf reads a field's value
 * @param name what messages call the field
 * @throws CredentialsError with all problems
 */
export function checkCredentials(
  valueOf: (field: keyof Credentials) => string | undefined,
  name: (field: keyof Credentials) => string = (field) => field,
): Credentials {
  const problems: string[] = []
  let isIncomplete = false
  const read = (field: keyof Credentials): string => {
    const { expected, parse, optional } = FIELDS[field]
    const value = valueOf(field)
    if (isMissing(value) && optional) return ''
    const parsed = isMissing(value) ? undefined : parse(value.trim())
    if (parsed === undefined) {
      isIncomplete ||= isMissing(value)
      problems.push(`${name(field)} is ${isMissing(value) ? 'missing' : 'malformed'}: expected ${expected}`)
    }
    return parsed ?? ''
  }
  const required = {
    clientId: read('clientId'),
    clientSecret: read('clientSecret'),
    authEndpoint: read('authEndpoint'),
    apiEndpoint: read('apiEndpoint'),
  }
  const apiKey = read('apiKey')
  if (problems.length > 0) throw new CredentialsError(problems, isIncomplete)
  return { ...required, ...(apiKey === '' ? {} : { apiKey }) }
}

/** Whether a value is unset, empty, or declared as not provided. */
export function isMissing(value: string | undefined): value is undefined | '' {
  return value === undefined || value.trim() === '' || value === NOT_PROVIDED
}

/** The value, if an HTTP header can carry it: printable ASCII without spaces. */
function printable(value: string): string | undefined {
  return /^[\x21-\x7e]+$/.test(value) ? value : undefined
}

function url(value: string): string | undefined {
  const parsed = URL.canParse(value) ? new URL(value) : undefined
  if (!parsed || !/^https?:$/.test(parsed.protocol)) return undefined
  if (parsed.username || parsed.password || parsed.search || parsed.hash) return undefined
  return parsed.href.replace(/\/+$/, '')
}

/** No scheme means https; an empty path means `/oauth2`. */
function authEndpoint(value: string): string | undefined {
  const parsed = url(/^[a-z][a-z0-9+.-]*:\/\//i.test(value) ? value : `https://${value}`)
  if (parsed === undefined) return undefined
  return new URL(parsed).pathname === '/' ? `${parsed}/oauth2` : parsed
}
