import { credentialsToEnvironment } from '../../client/credentials.ts'
import type { Client, Credentials } from '../../client/index.ts'
import { SecretId, type Secret } from '../../contract/index.ts'
import type { NewSecret } from '../../project/config/transition-config.ts'
import { UsageError } from '../usage-error.ts'

/** A secret that the configuration names, as it is on the platform. */
export interface WantedSecret {
  /** For a person. */
  name: string
  /** Undefined: it is to be made. */
  secretId: SecretId | undefined
  /** What is written into it, if anything is. It is never shown. */
  data: Record<string, string> | undefined
}

/** The platform's secrets, by what configurations call them. */
export interface SecretBook {
  /** @throws UsageError where it is not there, or not the only one of its name */
  find(nameOrId: string): WantedSecret
  /** @throws UsageError where it must be made and a variable is missing */
  findOrMake(secret: NewSecret): WantedSecret
  nameOf(secretId: string): string
}

/** @param updates whether secrets that are there get their data again */
export async function openSecretBook(
  client: Client,
  credentials: Credentials,
  updates: boolean,
): Promise<SecretBook> {
  const secrets: Secret[] = []
  for await (const secret of client.secrets.list({})) secrets.push(secret)

  function idOf(name: string): SecretId | undefined {
    const found = secrets.filter((secret) => secret.name === name)
    if (found.length <= 1) return found[0]?.secretId
    const ids = found.map(({ secretId }) => secretId).join(', ')
    throw new UsageError(
      `${found.length} secrets are called ${name}: name the one that is meant by its id (${ids})`,
    )
  }

  return {
    find(nameOrId) {
      const isId = SecretId.safeParse(nameOrId).success
      const secretId = isId
        ? secrets.find((secret) => secret.secretId === nameOrId)?.secretId
        : idOf(nameOrId)
      if (secretId) return { name: nameOrId, secretId, data: undefined }
      throw new UsageError(
        `The platform has no secret ${nameOrId}. In environmentSecrets, { name: '${isId ? '…' : nameOrId}', variables: ['KEY'] } lets transition deploy make it of this machine's variables`,
      )
    },
    findOrMake({ name, variables }) {
      const secretId = idOf(name)
      const data = secretId === undefined || updates ? readVariables(name, variables, credentials) : undefined
      return { name, secretId, data }
    },
    nameOf: (secretId) => secrets.find((secret) => secret.secretId === secretId)?.name ?? secretId,
  }
}

/**
 * The values of a new secret: this machine's; of the API's own variables those that this deployment uses.
 * @throws UsageError which names what is missing
 */
export function readVariables(
  name: string,
  variables: readonly string[],
  credentials: Credentials,
): Record<string, string> {
  const own: Readonly<Record<string, string | undefined>> = credentialsToEnvironment(credentials)
  const values = variables.map((variable) => [variable, process.env[variable] ?? own[variable]] as const)
  const missing = values
    .filter(([variable, value]) => !value && variable !== 'LAS_API_KEY')
    .map(([variable]) => variable)
  if (missing.length > 0) {
    throw new UsageError(
      `The secret ${name} is to be written, and this machine has no ${missing.join(', ')}: set ${missing.length === 1 ? 'it' : 'them'} for this command`,
    )
  }
  return Object.fromEntries(values.flatMap(([variable, value]) => (value ? [[variable, value]] : [])))
}
