import { isDeepStrictEqual } from 'node:util'
import { credentialsToEnvironment } from '../../client/credentials.ts'
import type { Client, Credentials, RequestOptions } from '../../client/index.ts'
import type { DocumentId, FieldConfig, ModelId, SecretId, TransitionId } from '../../contract/index.ts'
import type { DockerConfig } from '../../project/config/transition-config.ts'
import type { DocumentFile } from './read-document.ts'

// The resources that a handler needs on a local platform. If an earlier run has made one, it is used again.

/** Pixels; the model's images are never made here, but the API asks for their size. */
const IMAGE_SIZE = { width: 768, height: 768 }
/** The platform's own, while nobody asks for another. */
export const DEFAULT_TIMEOUT_IN_SECONDS = 300
const MODEL_NAME = 'model of transition run'
const SECRET_NAME = 'credentials of transition run'

/** Creates a document of a file's content. */
export async function uploadDocument(
  client: Client,
  { content, contentType }: DocumentFile,
  options: RequestOptions,
): Promise<DocumentId> {
  return (await client.documents.create({ content, contentType }, options)).documentId
}

/** A model with these fields. */
export async function ensureModel(
  client: Client,
  fieldConfig: FieldConfig,
  options: RequestOptions,
): Promise<ModelId> {
  for await (const model of client.models.list({}, options))
    if (model.name === MODEL_NAME && isDeepStrictEqual(model.fieldConfig, fieldConfig)) return model.modelId
  const model = { name: MODEL_NAME, fieldConfig, ...IMAGE_SIZE }
  return (await client.models.create(model, options)).modelId
}

/** A secret with the platform's credentials and the handler's other secret variables. */
export async function ensureSecret(
  client: Client,
  credentials: Credentials,
  more: Readonly<Record<string, string>>,
  options: RequestOptions,
): Promise<SecretId> {
  const data = { ...more, ...credentialsToEnvironment(credentials) }
  for await (const { secretId, name } of client.secrets.list({}, options)) {
    if (name !== SECRET_NAME) continue
    await client.secrets.update(secretId, { data }, options)
    return secretId
  }
  return (await client.secrets.create({ name: SECRET_NAME, data }, options)).secretId
}

/** What a docker transition runs. */
export interface Start {
  name: string
  imageUrl: string
  environment: Record<string, string>
  environmentSecrets: SecretId[]
}

/** What a container may use: CPU units, MiB, seconds from its start. */
export type Limits = Pick<DockerConfig, 'cpu' | 'memory' | 'timeoutInSeconds'>

/** A docker transition of this name that starts this image. */
export async function ensureTransition(
  client: Client,
  { name, imageUrl, ...variables }: Start,
  { timeoutInSeconds = DEFAULT_TIMEOUT_IN_SECONDS, ...limits }: Limits,
  options: RequestOptions,
): Promise<TransitionId> {
  for await (const transition of client.transitions.list({ transitionType: ['docker'] }, options)) {
    if (transition.name !== name || transition.parameters['imageUrl'] !== imageUrl) continue
    if (transition.timeoutInSeconds !== timeoutInSeconds) continue
    await client.transitions.update(transition.transitionId, variables, options)
    return transition.transitionId
  }
  const transition = {
    name,
    transitionType: 'docker' as const,
    timeoutInSeconds,
    parameters: { imageUrl, ...limits, ...variables },
  }
  return (await client.transitions.create(transition, options)).transitionId
}
