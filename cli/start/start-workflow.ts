import { setTimeout as delay } from 'node:timers/promises'
import { styleText } from 'node:util'
import type { Client } from '../../client/index.ts'
import { WorkflowId, type JsonObject, type Workflow, type WorkflowExecution } from '../../contract/index.ts'
import { connect, type ConnectOptions } from '../connect.ts'
import { ExitCode } from '../exit-codes.ts'
import { interruption, readerGone } from '../interruption.ts'
import { readDocument } from '../local-run/read-document.ts'
import { openStandardInput, readInput } from '../local-run/read-input.ts'
import { newEvents } from '../new-events.ts'
import { oneLine } from '../terminal.ts'
import { UsageError } from '../usage-error.ts'
import { eventLine } from '../workflow-run/event-line.ts'

/** The flags of `transition start`. */
export interface StartOptions extends ConnectOptions {
  input?: string
  document?: string
  follow?: boolean
  json?: boolean
}

/** How often an execution that is followed is fetched, in milliseconds. */
const FOLLOW_MS = 1000

/** Starts an execution of a workflow on a platform; follows it to its end, if that is wanted. */
export async function startWorkflow(given: string, options: StartOptions): Promise<void> {
  const { json, follow } = options
  const interrupted = interruption()
  const input = await readInput((await openStandardInput(options)).input)
  const document = options.document === undefined ? undefined : await readDocument(options.document)
  const { client, name } = await connect(options, { findsLocal: true })
  const { workflowId } = await findWorkflow(client, given)
  const { documentId } = document
    ? await client.documents.create({ content: document.content, contentType: document.contentType })
    : {}
  const whole: JsonObject = { ...input, ...(documentId !== undefined && { documentId }) }
  const { executionId } = await client.workflows.executions.create(workflowId, { input: whole })
  if (!json) console.log(`${styleText('bold', executionId)} has started on ${oneLine(name)}`)
  const get = () => client.workflows.executions.get(workflowId, executionId)
  const ended = follow ? await followToEnd(get, interrupted, json ? undefined : console.log) : await get()
  if (json) console.log(JSON.stringify(ended, undefined, 2))
  // Nobody reads any more, and it may go on for long.
  if (!follow || readerGone.aborted) return
  if (!json && ended.status === 'succeeded') console.log(JSON.stringify(ended.output ?? {}, undefined, 2))
  if (ended.status !== 'succeeded') process.exitCode = ExitCode.notSucceeded
}

/**
 * The workflow of this id or name. What was replaced has another name by now.
 * @throws UsageError
 */
async function findWorkflow(client: Client, given: string): Promise<Workflow> {
  if (WorkflowId.safeParse(given).success) return client.workflows.get(given)
  const all: Workflow[] = []
  for await (const workflow of client.workflows.list({})) all.push(workflow)
  const [found, ...others] = all.filter(({ name }) => name === given)
  if (found && others.length === 0) return found
  if (found)
    throw new UsageError(
      `${others.length + 1} workflows are called ${given}: name the one that is meant by its id\n  ${[found, ...others].map(({ workflowId }) => workflowId).join('\n  ')}`,
    )
  const names = all.map(({ name }) => name).join(', ')
  throw new UsageError(
    `The platform has no workflow ${given}: ${names === '' ? 'it has none; transition deploy brings some' : `it has ${names}`}`,
  )
}

/** Tells each event as it happens, until the execution no longer runs. */
async function followToEnd(
  get: () => Promise<WorkflowExecution>,
  interrupted: AbortSignal,
  say: ((line: string) => void) | undefined,
): Promise<WorkflowExecution> {
  const signal = AbortSignal.any([interrupted, readerGone])
  let told = 0
  for (;;) {
    const execution = await get()
    const since = newEvents(execution.events ?? [], told)
    for (const event of since.more) say?.(eventLine(event))
    told = since.told
    if (execution.status !== 'running' || readerGone.aborted) return execution
    await delay(FOLLOW_MS, undefined, { signal }).catch(() => interrupted.throwIfAborted())
  }
}
