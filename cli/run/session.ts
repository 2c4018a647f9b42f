import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { createClient, type Client, type Credentials } from '../../client/index.ts'
import type { FieldConfig, JsonObject, LogEvent, TransitionExecution } from '../../contract/index.ts'
import { createPlatform, serve, type Launcher, type PlatformEvent } from '../../platform/index.ts'
import type { DocumentFile } from './document.ts'
import { ensureModel, ensureSecret, ensureTransition, uploadDocument } from './provisions.ts'

/** The handler of a run that is interrupted has this long to finish, in seconds. */
const GRACE_SECONDS = 3

/** What is run. */
export interface RunRequest {
  imageUrl: string
  input: JsonObject
  document: DocumentFile | undefined
  fieldConfig: FieldConfig
  environment: Record<string, string>
  /** Told of each thing that is made on the way: its kind, what it is, its id. */
  onStep: (kind: string, what: string, id?: string) => void
  /** Ends the run; it rejects with the signal's reason. */
  signal: AbortSignal
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

export async function openSession(
  onEvent: (event: PlatformEvent) => void,
  launcher: Launcher,
): Promise<Session> {
  const data = await mkdtemp(join(tmpdir(), 'transition-'))
  const ended = Promise.withResolvers<PlatformEvent & { type: 'ended' }>()
  const exited = Promise.withResolvers<void>()
  const platform = await createPlatform({
    data,
    launchers: [launcher],
    onEvent: (event) => {
      onEvent(event)
      if (event.type === 'ended') ended.resolve(event)
      if (event.type === 'exited') exited.resolve()
    },
  })
  const { apiEndpoint, authEndpoint, ...server } = await serve(platform, { port: 0 })
  const { clientId, clientSecret } = platform.appClient
  const credentials = { clientId, clientSecret, apiEndpoint, authEndpoint }
  const client = createClient(credentials)

  return {
    async run(request) {
      const { signal, input, onStep } = request
      const interrupted = once(signal, 'abort').then(() => signal.throwIfAborted())
      // It is awaited only while the execution runs.
      interrupted.catch(() => undefined)

      onStep('platform', apiEndpoint)
      const { documentId, transitionId } = await prepare(client, credentials, request)
      const { executionId, logId } = await client.transitions.executions.create(
        transitionId,
        { input: { ...(documentId && { documentId }), ...input } },
        { signal },
      )
      await Promise.race([Promise.all([ended.promise, exited.promise]), interrupted])
      const { output, error } = await ended.promise
      const execution = await client.transitions.executions.get(transitionId, executionId, { signal })
      const log = logId ? await client.logs.get(logId, { signal }) : undefined
      return { execution, output, error, log: log?.events ?? [] }
    },

    async [Symbol.asyncDispose]() {
      await platform[Symbol.asyncDispose]()
      await server[Symbol.asyncDispose]()
      await rm(data, { recursive: true, force: true })
    },
  }
}

/** Makes what an execution needs: document, model, a secret with the credentials, and the transition itself. */
async function prepare(
  client: Client,
  credentials: Credentials,
  { imageUrl, document, fieldConfig, environment, onStep, signal }: RunRequest,
) {
  const documentId = document && (await uploadDocument(client, document, { signal }))
  if (document) onStep('document', `${document.name}, ${Math.ceil(document.size / 1000)} kB`, documentId)

  const modelId = await ensureModel(client, fieldConfig, { signal })
  onStep('model', `${Object.keys(fieldConfig).length} fields`, modelId)

  const secretId = await ensureSecret(client, credentials, {}, { signal })
  onStep('secret', 'its credentials', secretId)

  const transitionId = await ensureTransition(
    client,
    {
      name: 'transition run',
      imageUrl,
      environment: { MODEL_ID: modelId, TRANSITION_GRACE_SECONDS: String(GRACE_SECONDS), ...environment },
      environmentSecrets: [secretId],
    },
    { signal },
  )
  onStep('transition', basename(imageUrl), transitionId)
  return { documentId, transitionId }
}
