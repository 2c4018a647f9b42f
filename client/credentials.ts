/** How to reach the API, and as whom. */
export interface Credentials {
  clientId: string
  clientSecret: string
  /** Base URL of the token endpoint, `https://auth.lucidtech.ai/oauth2`; `/token` is added. */
  authEndpoint: string
  /** Base URL of the API with its path, `https://api.lucidtech.ai/v1`. */
  apiEndpoint: string
  /** Sent as `x-api-key` where it is given. */
  apiKey?: string
}

/** Credentials that are missing or malformed: one line for each problem, never with a secret's value. */
export class CredentialsError extends Error {
  override readonly name = 'CredentialsError'
  readonly problems: readonly string[]

  constructor(problems: readonly string[]) {
    super(problems.join('\n'))
    this.problems = problems
  }
}

type Environment = Readonly<Record<string, string | undefined>>

/** Images of this platform declare variables with this value: it means that the variable is missing. */
export const NOT_PROVIDED = 'not_provided'

/** Reads `LAS_CLIENT_ID`, `LAS_CLIENT_SECRET`, `LAS_AUTH_ENDPOINT`, `LAS_API_ENDPOINT` and `LAS_API_KEY`. */
export function credentialsFromEnvironment(environment: Environment): Credentials {
  const problems: string[] = []
  const read = (name: string, expected: string, parse: (value: string) => string | undefined): string => {
    const value = environment[name]
    const parsed = isMissing(value) ? undefined : parse(value)
    if (parsed === undefined)
      problems.push(`${name} is ${isMissing(value) ? 'missing' : 'malformed'}: expected ${expected}`)
    return parsed ?? ''
  }
  const credentials: Credentials = {
    clientId: read('LAS_CLIENT_ID', 'the id of an app client', header),
    clientSecret: read('LAS_CLIENT_SECRET', 'the secret of an app client', header),
    authEndpoint: read('LAS_AUTH_ENDPOINT', 'a host such as auth.lucidtech.ai, or a URL', authEndpoint),
    apiEndpoint: read('LAS_API_ENDPOINT', 'a URL such as https://api.lucidtech.ai/v1', url),
  }
  if (!isMissing(environment['LAS_API_KEY'])) credentials.apiKey = read('LAS_API_KEY', 'an API key', header)
  if (problems.length > 0) throw new CredentialsError(problems)
  return credentials
}

/** Whether a variable is unset, empty, or declared as not provided. */
export function isMissing(value: string | undefined): value is undefined | '' {
  return value === undefined || value.trim() === '' || value === NOT_PROVIDED
}

/** What can stand in an HTTP header: printable ASCII without spaces. */
function header(value: string): string | undefined {
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
