import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createClient } from '../../client/index.ts'
import type { FieldConfig, JsonObject, LogEvent, TransitionExecution } from '../../contract/index.ts'
import { createPlatform, processLauncher, serve, type PlatformEvent } from '../../platform/index.ts'
import { runtimeCommand } from '../runtime-command.ts'
import type { DocumentFile } from './document.ts'

/** The handler of a run that is interrupted has this long to finish, in seconds. */
const GRACE_SECONDS = 3
/** Pixels; the model's images are never made here, but the API asks for their size. */
const IMAGE_SIZE = { width: 768, height: 768 }

/** What is run. */
export interface RunRequest {
  imageUrl: string
  input: JsonObject
  document: DocumentFile | undefined
  fieldConfig: FieldConfig
  environment: Record<string, string>
  /** Told of each thing that is made on the way, by its kind and id. */
  onStep: (kind: string, id: string, detail?: string) => void
}

/** How a run ended. */
export interface RunResult {
  /** As the API answers it. */
  execution: TransitionExecution
  output: JsonObject | undefined
  error: { message: string } | undefined
  /** What the container printed. */
  log: LogEvent[]
}

/** A platform for one run. Disposing of it stops what it started and removes its state. */
export interface Session extends AsyncDisposable {
  run(request: RunRequest): Promise<RunResult>
}

export async function openSession(onEvent: (event: PlatformEvent) => void): Promise<Session> {
  const data = await mkdtemp(join(tmpdir(), 'transition-'))
  const ended = Promise.withResolvers<PlatformEvent & { type: 'ended' }>()
  const platform = await createPlatform({
    data,
    launchers: [processLauncher(runtimeCommand())],
    onEvent: (event) => {
      onEvent(event)
      if (event.type === 'ended') ended.resolve(event)
    },
  })
  const server = await serve(platform, { port: 0 })
  const { apiEndpoint, authEndpoint } = server
  const { clientId, clientSecret } = platform.appClient
  const client = createClient({ clientId, clientSecret, apiEndpoint, authEndpoint })

  return {
    async run({ imageUrl, input, document, fieldConfig, environment, onStep }) {
      onStep('platform', apiEndpoint, `state in ${data} until the end`)
      const documentId = document && (await upload(document))
      const { modelId } = await client.models.create({ name: 'transition run', fieldConfig, ...IMAGE_SIZE })
      onStep('model', modelId, `${Object.keys(fieldConfig).length} fields`)
      const { secretId } = await client.secrets.create({
        name: 'credentials of transition run',
        data: {
          LAS_CLIENT_ID: clientId,
          LAS_CLIENT_SECRET: clientSecret,
          LAS_API_ENDPOINT: apiEndpoint,
          LAS_AUTH_ENDPOINT: authEndpoint,
        },
      })
      onStep('secret', secretId, "the platform's credentials")
      const { transitionId } = await client.transitions.create({
        name: 'transition run',
        transitionType: 'docker',
        parameters: {
          imageUrl,
          environment: { MODEL_ID: modelId, TRANSITION_GRACE_SECONDS: String(GRACE_SECONDS), ...environment },
          environmentSecrets: [secretId],
        },
      })
      onStep('transition', transitionId, imageUrl)
      const { executionId, logId } = await client.transitions.executions.create(transitionId, {
        input: { ...(documentId && { documentId }), ...input },
      })
      const { output, error } = await ended.promise
      const execution = await client.transitions.executions.get(transitionId, executionId)
      const log = logId ? await client.logs.get(logId) : undefined
      return { execution, output, error, log: log?.events ?? [] }

      async function upload({ name, size, content, contentType }: DocumentFile): Promise<string> {
        const created = await client.documents.create({ content, contentType })
        onStep('document', created.documentId, `${name}, ${size} bytes, ${contentType}`)
        return created.documentId
      }
    },

    async [Symbol.asyncDispose]() {
      await platform[Symbol.asyncDispose]()
      await server[Symbol.asyncDispose]()
      await rm(data, { recursive: true, force: true })
    },
  }
}
