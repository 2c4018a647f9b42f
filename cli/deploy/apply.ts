import type { Client } from '../../client/index.ts'
import type { SecretId, Transition, TransitionId } from '../../contract/index.ts'
import type { Plan, Wanted } from './deployment-plan.ts'
import type { WantedSecret } from './secret-book.ts'

/** What a deployment has done to the platform. */
export interface Applied {
  transitionId: TransitionId
  action: 'created' | 'updated' | 'replaced' | 'unchanged'
  /** The transition that another has taken the place of. */
  replaced?: { transitionId: TransitionId; name: string }
}

/** Makes the platform what the plan says. Secrets first: a transition must not name one that isn't there. */
export async function applyPlan(
  client: Client,
  { wanted, current, changes, fixed, secrets }: Plan,
): Promise<Applied> {
  // A secret that is made gets its id here; `wanted` names the same one.
  for (const secret of secrets) await writeSecret(client, secret)
  if (!current) return { transitionId: await create(client, wanted), action: 'created' }
  const { transitionId } = current
  if (changes.length === 0) return { transitionId, action: secrets.length > 0 ? 'updated' : 'unchanged' }
  if (fixed.length > 0) return replace(client, wanted, current)

  const { description, environment, environmentSecrets, assets, inputJsonSchema, outputJsonSchema } = wanted
  await client.transitions.update(transitionId, {
    ...(description !== undefined && { description }),
    ...(environment && { environment }),
    ...(environmentSecrets && { environmentSecrets: idsOf(environmentSecrets) }),
    ...(assets && { assets }),
    ...(inputJsonSchema && { inputJsonSchema }),
    ...(outputJsonSchema && { outputJsonSchema }),
  })
  return { transitionId, action: 'updated' }
}

/** Makes a transition beside the one that can't be changed, which steps back: what names it by its id goes on with it. */
async function replace(client: Client, wanted: Wanted, current: Transition): Promise<Applied> {
  const transitionId = await create(client, { ...kept(current), ...wanted })
  const name = `${wanted.name} (replaced by ${transitionId})`
  await client.transitions.update(current.transitionId, { name })
  return { transitionId, action: 'replaced', replaced: { transitionId: current.transitionId, name } }
}

/** What the configuration doesn't mention, as the new one gets it from the old. */
function kept({
  description,
  timeoutInSeconds,
  inputJsonSchema,
  outputJsonSchema,
  parameters,
}: Transition): Partial<Wanted> {
  const { cpu, memory, environment, environmentSecrets, secretId, imageUrl, assets } = parameters
  return {
    ...(description !== null && { description }),
    timeoutInSeconds,
    ...(typeof imageUrl === 'string' && { imageUrl }),
    ...(typeof cpu === 'number' && { cpu }),
    ...(typeof memory === 'number' && { memory }),
    ...(isRecord(environment) && { environment }),
    ...(isRecord(assets) && { assets }),
    ...(Array.isArray(environmentSecrets) && { environmentSecrets: environmentSecrets.map(keptSecret) }),
    ...(typeof secretId === 'string' && { registrySecret: keptSecret(secretId) }),
    ...(inputJsonSchema && { inputJsonSchema }),
    ...(outputJsonSchema && { outputJsonSchema }),
  }
}

function keptSecret(id: unknown): WantedSecret {
  return { name: String(id), secretId: String(id), data: undefined }
}

/** Of the contract's own records, whose values are texts. */
function isRecord(value: unknown): value is Record<string, string> {
  return typeof value === 'object' && value !== null
}

async function create(client: Client, wanted: Wanted): Promise<TransitionId> {
  const { type, name, description, timeoutInSeconds, inputJsonSchema, outputJsonSchema } = wanted
  const transition = {
    name,
    transitionType: type,
    ...(description !== undefined && { description }),
    ...(timeoutInSeconds !== undefined && { timeoutInSeconds }),
    ...(inputJsonSchema && { inputJsonSchema }),
    ...(outputJsonSchema && { outputJsonSchema }),
    parameters: type === 'manual' ? manualParameters(wanted) : dockerParameters(wanted),
  }
  return (await client.transitions.create(transition)).transitionId
}

function manualParameters({ assets }: Wanted) {
  return assets ? { assets } : {}
}

function dockerParameters({
  imageUrl = '',
  cpu,
  memory,
  environment,
  environmentSecrets,
  registrySecret,
}: Wanted) {
  return {
    imageUrl,
    // The configuration's schema has let only these values through.
    ...(cpu !== undefined && { cpu: cpu as 256 }),
    ...(memory !== undefined && { memory: memory as 512 | 1024 | 2048 }),
    ...(environment && { environment }),
    ...(environmentSecrets && { environmentSecrets: idsOf(environmentSecrets) }),
    ...(registrySecret?.secretId && { secretId: registrySecret.secretId }),
  }
}

async function writeSecret(client: Client, secret: WantedSecret): Promise<void> {
  const { name, secretId, data } = secret
  if (!data) return
  if (secretId) await client.secrets.update(secretId, { data })
  else secret.secretId = (await client.secrets.create({ name, data })).secretId
}

function idsOf(secrets: readonly WantedSecret[]): SecretId[] {
  return secrets.flatMap(({ secretId }) => secretId ?? [])
}
