import { basename } from 'node:path'
import type { Client, Credentials } from '../../client/index.ts'
import type {
  FieldConfig,
  JsonObject,
  LogId,
  TransitionExecutionId,
  TransitionId,
} from '../../contract/index.ts'
import { ensureModel, ensureSecret, ensureTransition, uploadDocument, type Limits } from './provisions.ts'
import type { DocumentFile } from './read-document.ts'
import { LOG_PROGRESS } from './run-event.ts'

/** What one execution on a local platform runs. */
export interface LocalRun {
  name: string
  /** A handler's `file:` URL, or an image's name. */
  imageUrl: string
  input: JsonObject
  document: DocumentFile | undefined
  fieldConfig: FieldConfig
  /** Variables that the session's own override, such as a real platform's MODEL_ID. */
  base: Readonly<Record<string, string>>
  environment: Readonly<Record<string, string>>
  /** Variables that reach the handler through a secret: its output has them masked. */
  secrets: Readonly<Record<string, string>>
  /** Of its container. */
  limits: Limits
}

/** Who is told of the steps, and what ends the run. */
export interface StartOptions {
  client: Client
  credentials: Credentials
  /** From SIGTERM to the outcome `retry`. */
  gracePeriodSeconds: number
  /** The id of a document that is on the platform by now. Default: it is uploaded. */
  documentIdOf?: (document: DocumentFile) => Promise<string>
  /** Called for each resource that is made: its kind, what it is, its id. */
  onStep?: (kind: string, what: string, id?: string) => void
  signal?: AbortSignal
}

/** An execution that was started. */
export interface Started {
  transitionId: TransitionId
  executionId: TransitionExecutionId
  logId: LogId | null | undefined
}

/**
 * Makes what an execution needs (document, model, a secret with the credentials, the transition), and starts it.
 * @throws ApiError
 */
export async function startExecution(run: LocalRun, options: StartOptions): Promise<Started> {
  const { client, credentials, gracePeriodSeconds, onStep = () => {}, signal } = options
  const { name, imageUrl, input, document, fieldConfig, base, environment, secrets, limits } = run
  const request = { ...(signal && { signal }) }
  const upload = options.documentIdOf ?? ((file) => uploadDocument(client, file, request))
  const documentId = document && (await upload(document))
  if (document) onStep('document', `${document.name}, ${Math.ceil(document.size / 1000)} kB`, documentId)

  const modelId = await ensureModel(client, fieldConfig, request)
  onStep('model', `${Object.keys(fieldConfig).length} fields`, modelId)

  const secretId = await ensureSecret(client, credentials, secrets, request)
  onStep('secret', 'its credentials', secretId)

  const variables = {
    ...base,
    ...LOG_PROGRESS,
    MODEL_ID: modelId,
    TRANSITION_GRACE_SECONDS: String(gracePeriodSeconds),
    ...environment,
  }
  const start = { name, imageUrl, environment: variables, environmentSecrets: [secretId] }
  const transitionId = await ensureTransition(client, start, limits, request)
  onStep('transition', basename(imageUrl), transitionId)

  const execution = { input: { ...(documentId && { documentId }), ...input } }
  const { executionId, logId } = await client.transitions.executions.create(transitionId, execution, request)
  return { transitionId, executionId, logId }
}
