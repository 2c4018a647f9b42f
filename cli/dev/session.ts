import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createClient } from '../../client/index.ts'
import type { FieldConfig, JsonObject, TransitionExecutionId } from '../../contract/index.ts'
import { processLauncher, type Platform, type PlatformEvent, type Server } from '../../platform/index.ts'
import { openLocalPlatform } from '../local-platform.ts'
import type { DocumentFile } from '../run/document.ts'
import { ensureModel, ensureSecret, ensureTransition, uploadDocument } from '../run/provisions.ts'
import { runtimeCommand } from '../runtime-command.ts'
import { stoppable } from './stoppable.ts'

/** A handler that is stopped for a newer one has this long to finish, in seconds. */
const GRACE_SECONDS = 2

/** What an execution is made of; it may be another each time. */
export interface DevRun {
  name: string
  /** A handler's `file:` URL. */
  imageUrl: string
  input: JsonObject
  document: DocumentFile | undefined
  fieldConfig: FieldConfig
  /** Variables that stand below the session's own, such as a real platform's MODEL_ID. */
  base: Readonly<Record<string, string>>
  environment: Readonly<Record<string, string>>
  /** Variables that reach the handler by way of a secret: they are masked wherever it prints them. */
  secrets: Readonly<Record<string, string>>
}

/** A platform for one handler that is run again and again. */
export interface DevSession extends AsyncDisposable {
  readonly platform: Platform
  readonly server: Server
  /**
   * Starts an execution, once the one that still runs has been told to stop.
   * @throws ApiError
   */
  start(run: DevRun): Promise<TransitionExecutionId>
}

/** Opens a platform that keeps its state in `data`, and listens for it. */
export async function openDevSession({
  onEvent,
  ...options
}: {
  data: string
  port: number | undefined
  onEvent: (event: PlatformEvent) => void
}): Promise<DevSession> {
  const launcher = stoppable(processLauncher(runtimeCommand()))
  const { platform, server, credentials, ...local } = await openLocalPlatform({
    ...options,
    web: true,
    launchers: [launcher],
    onEvent,
  })
  const client = createClient(credentials)

  let current: TransitionExecutionId | undefined
  let uploaded: { content: string; documentId: string } | undefined

  async function documentIdOf(document: DocumentFile): Promise<string> {
    if (uploaded?.content !== document.content)
      uploaded = { content: document.content, documentId: await uploadDocument(client, document, {}) }
    return uploaded.documentId
  }

  return {
    platform,
    server,
    async start({ name, imageUrl, input, document, fieldConfig, base, environment, secrets }) {
      if (current) launcher.stop(current)
      const documentId = document && (await documentIdOf(document))
      const modelId = await ensureModel(client, fieldConfig, {})
      const secretId = await ensureSecret(client, credentials, secrets, {})
      const transitionId = await ensureTransition(
        client,
        {
          name: name || basename(fileURLToPath(imageUrl)),
          imageUrl,
          environment: {
            ...base,
            MODEL_ID: modelId,
            TRANSITION_GRACE_SECONDS: String(GRACE_SECONDS),
            ...environment,
          },
          environmentSecrets: [secretId],
        },
        {},
      )
      const execution = { input: { ...(documentId && { documentId }), ...input } }
      current = (await client.transitions.executions.create(transitionId, execution)).executionId
      return current
    },
    ...local,
  }
}
