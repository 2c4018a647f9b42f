import type { JsonObject, Transition } from '../../contract/index.ts'
import { isSecretName } from '../../contract/secret-variables.ts'
import type { TransitionConfig } from '../../project/config/transition-config.ts'
import { changesBetween, type Change } from '../../project/deploy/changes.ts'
import type { HandlerSchemas } from '../schemas/json-schemas.ts'
import type { SecretBook, WantedSecret } from './secret-book.ts'

/** What the configuration wants of the platform. What it doesn't mention stays as it is there. */
export interface Wanted {
  name: string
  type: 'docker' | 'manual'
  imageUrl?: string
  description?: string
  timeoutInSeconds?: number
  cpu?: number
  memory?: number
  environment?: Record<string, string>
  environmentSecrets?: WantedSecret[]
  registrySecret?: WantedSecret
  assets?: Record<string, string>
  inputJsonSchema?: JsonObject
  outputJsonSchema?: JsonObject
}

/** Fields that the API lets nobody change on a transition that exists. */
const FIXED = new Set(['type', 'image', 'cpu', 'memory', 'timeoutInSeconds', 'registrySecret'])

/** Stands in a plan for a secret's value. */
export const HIDDEN = '•••'

/** Fields whose every key is shown, also where there were none. */
const BY_KEY = new Set(['environment', 'assets'])

/** What a deployment will do. */
export interface Plan {
  wanted: Wanted
  current: Transition | undefined
  changes: Change[]
  /** Those that only another transition can have. */
  fixed: Change[]
  /** Secrets that are written. */
  secrets: WantedSecret[]
}

/** The transition as the configuration wants it. */
export function wantedOf(
  config: TransitionConfig,
  {
    imageUrl,
    schemas,
    secrets,
  }: { imageUrl: string | undefined; schemas: HandlerSchemas; secrets: SecretBook },
): Wanted {
  const { name, description, timeoutInSeconds } = config
  const { inputJsonSchema, outputJsonSchema } = schemas
  const common = {
    name,
    ...(description !== undefined && { description }),
    ...(timeoutInSeconds !== undefined && { timeoutInSeconds }),
    ...(inputJsonSchema && { inputJsonSchema }),
    ...(outputJsonSchema && { outputJsonSchema }),
  }
  if (config.type === 'manual')
    return {
      ...common,
      type: 'manual',
      ...(config.assets && { assets: config.assets }),
    }
  const { cpu, memory, environment, environmentSecrets, registrySecret } = config
  return {
    ...common,
    type: 'docker',
    ...(imageUrl !== undefined && { imageUrl }),
    ...(cpu !== undefined && { cpu }),
    ...(memory !== undefined && { memory }),
    ...(environment && { environment }),
    ...(environmentSecrets && {
      environmentSecrets: environmentSecrets.map((secret) =>
        typeof secret === 'string' ? secrets.find(secret) : secrets.findOrMake(secret),
      ),
    }),
    ...(registrySecret !== undefined && { registrySecret: secrets.find(registrySecret) }),
  }
}

/** What must change on the platform for it to be as wanted. It changes nothing. */
export function makePlan(wanted: Wanted, current: Transition | undefined, secrets: SecretBook): Plan {
  const to = shownWanted(wanted, secrets)
  const from = current ? shownCurrent(current, secrets) : {}
  // Only what the configuration mentions is compared.
  const changes = Object.keys(to).flatMap((key) =>
    changesBetween(from[key] ?? (BY_KEY.has(key) ? {} : undefined), to[key], key),
  )
  return {
    wanted,
    current,
    changes: changes.map(hideSecret),
    fixed: current ? changes.filter(({ path }) => FIXED.has(path.split('.')[0] ?? '')) : [],
    secrets: (wanted.environmentSecrets ?? []).filter(({ data }) => data !== undefined),
  }
}

/** A variable of such a name belongs in a secret; its value is shown nowhere. */
function hideSecret(change: Change): Change {
  const { path, from, to } = change
  if (!path.startsWith('environment.') || !isSecretName(path)) return change
  return { path, ...(from !== undefined && { from: HIDDEN }), ...(to !== undefined && { to: HIDDEN }) }
}

/** As people read it: secrets by their names, in any order. */
function shownWanted(
  { name: _, type, imageUrl, environmentSecrets, registrySecret, ...rest }: Wanted,
  secrets: SecretBook,
): JsonObject {
  const nameOf = ({ name, secretId }: WantedSecret) => (secretId ? secrets.nameOf(secretId) : name)
  return {
    type,
    ...rest,
    ...(imageUrl !== undefined && { image: imageUrl }),
    ...(environmentSecrets && { environmentSecrets: environmentSecrets.map(nameOf).toSorted() }),
    ...(registrySecret && { registrySecret: nameOf(registrySecret) }),
  }
}

function shownCurrent(transition: Transition, secrets: SecretBook): JsonObject {
  const { parameters, transitionType, description, timeoutInSeconds, inputJsonSchema, outputJsonSchema } =
    transition
  const { imageUrl, environmentSecrets, secretId, ...others } = parameters
  const ids = Array.isArray(environmentSecrets) ? environmentSecrets.map(String) : []
  return {
    type: transitionType,
    ...(description !== null && { description }),
    timeoutInSeconds,
    ...others,
    ...(imageUrl !== undefined && { image: imageUrl }),
    ...(ids.length > 0 && { environmentSecrets: ids.map((id) => secrets.nameOf(id)).toSorted() }),
    ...(typeof secretId === 'string' && { registrySecret: secrets.nameOf(secretId) }),
    ...(inputJsonSchema && { inputJsonSchema }),
    ...(outputJsonSchema && { outputJsonSchema }),
  }
}
