import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { createClient, type Client, type Credentials } from '../../client/index.ts'
import { RequestRefusedError } from '../../client/errors.ts'
import { TransitionId, WorkflowId } from '../../contract/index.ts'
import { createPlatform, processLauncher, serve } from '../../platform/index.ts'
import { formatFault } from '../../project/check/fault.ts'
import { withProfile } from '../../project/config/profile.ts'
import { faultsOf } from '../check/check.ts'
import { ExitCode } from '../exit-codes.ts'
import { interruption } from '../interruption.ts'
import { readDocument } from '../local-run/read-document.ts'
import { openStandardInput, readInput } from '../local-run/read-input.ts'
import { newEvents } from '../new-events.ts'
import { Resources } from '../resources.ts'
import { runtimeCommand } from '../runtime-command.ts'
import { readAnswers, type Answers } from './answers.ts'
import { bring } from './bring.ts'
import { eventLine } from './event-line.ts'
import type { FoundWorkflow } from './find-workflow.ts'

/** How often claimed work is kept, in milliseconds. */
const HEARTBEAT_MS = 20_000

/** The flags of `transition run` that a workflow takes. */
export interface WorkflowRunOptions {
  input?: string
  document?: string
  answer?: string[]
  json?: boolean
}

/** Runs a workflow of a project once, on a platform of its own that is gone afterwards, and tells each step as it happens. */
export async function runWorkflow(found: FoundWorkflow, options: WorkflowRunOptions): Promise<void> {
  const { json } = options
  const signal = interruption()
  const { file, config, name } = found
  const input = await readInput((await openStandardInput(options)).input)
  const document = options.document === undefined ? undefined : await readDocument(options.document)
  const manual = Object.entries(config.transitions).flatMap(([step, { type }]) =>
    type === 'manual' ? [step] : [],
  )
  const answers = await readAnswers(options.answer ?? [], manual)
  const faults = (await faultsOf(file, { project: config })).filter(({ isWarning }) => !isWarning)
  if (faults.length > 0) {
    for (const fault of faults) console.error(formatFault(fault))
    process.exitCode = ExitCode.notSucceeded
    return
  }
  const project = withProfile(config, 'local')
  await using session = await openSession(dirname(file))
  const { client, credentials } = session
  // Nothing here reads schemas.
  const { ids } = await bring(project, dirname(file), client, credentials, async () => ({}))
  const { content, contentType } = document ?? {}
  const uploaded =
    content !== undefined && contentType && (await client.documents.create({ content, contentType }))
  const whole = { ...input, ...(uploaded && { documentId: uploaded.documentId }) }
  const workflowId = WorkflowId.parse(ids.get(`workflows/${name}`))
  const { executionId } = await client.workflows.executions.create(workflowId, { input: whole })
  const doWork = () => workAll(client, manual, ids, answers, signal)
  let told = 0
  for (;;) {
    const { changed } = session
    const execution = await client.workflows.executions.get(workflowId, executionId)
    const { events = [], status, output } = execution
    const since = newEvents(events, told)
    for (const event of since.more) console.log(json ? JSON.stringify(event) : eventLine(event))
    told = since.told
    if (status !== 'running') {
      if (json) console.log(JSON.stringify({ type: 'result', execution }))
      else if (status === 'succeeded') console.log(JSON.stringify(output ?? {}, undefined, 2))
      process.exitCode = status === 'succeeded' ? ExitCode.ok : ExitCode.notSucceeded
      return
    }
    if (!(await doWork())) await Promise.race([changed(), aborted(signal)])
    signal.throwIfAborted()
  }
}

function aborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
}

/** Does what waits for a person. @returns whether there was any */
async function workAll(
  client: Client,
  steps: readonly string[],
  ids: ReadonlyMap<string, string>,
  answers: Answers,
  signal: AbortSignal,
): Promise<boolean> {
  const { executions } = client.transitions
  let hasWorked = false
  for (const step of steps) {
    const transitionId = TransitionId.parse(ids.get(`transitions/${step}`))
    for (;;) {
      const work = await executions.create(transitionId, {}).catch(unlessNone)
      if (!work) break
      const { executionId } = work
      // A person may think for longer than a claim lasts.
      const beat = () => executions.heartbeats.create(transitionId, executionId, {}).catch(() => undefined)
      const beating = setInterval(() => void beat(), HEARTBEAT_MS)
      const answer = await answers(step, work.input, signal).finally(() => clearInterval(beating))
      await executions.update(
        transitionId,
        executionId,
        'output' in answer
          ? { status: 'succeeded', output: answer.output }
          : { status: 'rejected', error: { message: answer.rejected } },
      )
      hasWorked = true
    }
  }
  return hasWorked
}

function unlessNone(error: unknown): undefined {
  if (!(error instanceof RequestRefusedError) || error.status !== 404) throw error
}

interface WorkflowSession extends AsyncDisposable {
  client: Client
  credentials: Credentials
  /** What resolves once something has happened after this was read. */
  readonly changed: () => Promise<void>
}

async function openSession(folder: string): Promise<WorkflowSession> {
  await using made = new Resources()
  const data = await mkdtemp(join(tmpdir(), 'transition-'))
  made.defer(() => rm(data, { recursive: true, force: true }))
  let change = Promise.withResolvers<void>()
  const platform = await createPlatform({
    data,
    launchers: [processLauncher(runtimeCommand(), { handlers: [folder] })],
    onEvent: () => {
      change.resolve()
      change = Promise.withResolvers()
    },
  })
  const server = await serve(platform, { port: 0 })
  made.use(server)
  made.use(platform)
  const { clientId, clientSecret } = platform.appClient
  const { apiEndpoint, authEndpoint } = server
  const credentials = { clientId, clientSecret, apiEndpoint, authEndpoint }
  const all = made.move()
  return {
    client: createClient(credentials),
    credentials,
    get changed() {
      const { promise } = change
      return () => promise
    },
    [Symbol.asyncDispose]: () => all[Symbol.asyncDispose](),
  }
}
