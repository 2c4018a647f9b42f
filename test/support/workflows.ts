import type { JsonObject, WorkflowExecution } from '../../contract/index.ts'
import type { Launcher, PlatformOptions } from '../../platform/index.ts'
import { openPlatform, type EmbeddedPlatform } from './embedded-platform.ts'

/**
 * What a transition of a test does with its input; `hang` does nothing until it is stopped, `falls silent` does so after a
 * heartbeat.
 */
export type Act = (input: JsonObject, call: number) => Outcome | Promise<Outcome>

export type Outcome =
  | { status: 'succeeded'; output: JsonObject }
  | { status: 'failed' | 'rejected' | 'retry'; error: { message: string } }
  | 'hang'
  | 'falls silent'
  /** The container ends without an outcome. */
  | 'exit'

export const succeeded = (output: JsonObject = {}): Outcome => ({ status: 'succeeded', output })
export const unsuccessful = (status: 'failed' | 'rejected' | 'retry', message: string): Outcome => ({
  status,
  error: { message },
})

/** An embedded platform whose transitions answer in this process. */
export interface WorkflowPlatform extends EmbeddedPlatform {
  /**
   * A docker transition that does this.
   * @param heartbeats whether its container sends any
   */
  transition(act: Act): Promise<string>
  /** As `transition`, for one that another platform on the same folder has made. */
  resume(transitionId: string, act: Act): void
  /** The id of a new workflow with this definition. */
  workflow(
    definition: JsonObject,
    more?: Partial<Parameters<EmbeddedPlatform['client']['workflows']['create']>[0]>,
  ): Promise<string>
  /** Starts an execution of it. */
  start(workflowId: string, input?: JsonObject): Promise<WorkflowExecution>
  get(execution: Pick<WorkflowExecution, 'workflowId' | 'executionId'>): Promise<WorkflowExecution>
  /** Lets time pass, a second at a time, until an execution no longer runs. */
  ended(execution: Pick<WorkflowExecution, 'workflowId' | 'executionId'>): Promise<WorkflowExecution>
  /** All of that. */
  run(definition: JsonObject, input?: JsonObject): Promise<WorkflowExecution>
}

/** Longer than any test's workflow takes, in seconds. */
const PATIENCE_S = 7200

export async function openWorkflows(
  options: PlatformOptions & { start?: string } = {},
): Promise<WorkflowPlatform> {
  const acts = new Map<string, { act: Act; calls: number }>()
  const launcher: Launcher = {
    accepts: (imageUrl) => imageUrl.startsWith('test:'),
    async launch({ imageUrl, environment, onStart, signal }) {
      onStart()
      const { TRANSITION_ID: transitionId = '', EXECUTION_ID: executionId = '' } = environment
      const { executions } = client.transitions
      const found = acts.get(imageUrl)
      if (!found) throw new Error(`no act for ${imageUrl}`)
      const { input } = await executions.get(transitionId, executionId)
      found.calls += 1
      const outcome = await found.act(input, found.calls)
      if (outcome === 'falls silent') await executions.heartbeats.create(transitionId, executionId, {})
      if ((outcome === 'hang' || outcome === 'falls silent') && !signal.aborted)
        await new Promise((resolve) => signal.addEventListener('abort', resolve))
      // A late outcome is refused.
      if (typeof outcome === 'object')
        await executions.update(transitionId, executionId, outcome).catch(() => undefined)
      return { code: 0, signal: null }
    },
  }
  const opened = await openPlatform({ launchers: [launcher], ...options })
  const { client, clock } = opened
  const { executions } = client.workflows
  const get: WorkflowPlatform['get'] = ({ workflowId, executionId }) =>
    executions.get(workflowId, executionId)

  const platform: Omit<WorkflowPlatform, keyof EmbeddedPlatform> = {
    async transition(act) {
      const imageUrl = `test:${acts.size}`
      acts.set(imageUrl, { act, calls: 0 })
      const { transitionId } = await client.transitions.create({
        transitionType: 'docker',
        parameters: { imageUrl },
      })
      return transitionId
    },
    resume(_transitionId, act) {
      acts.set(`test:${acts.size}`, { act, calls: 0 })
    },
    async workflow(definition, more = {}) {
      return (await client.workflows.create({ specification: { definition }, ...more })).workflowId
    },
    start: (workflowId, input = {}) => executions.create(workflowId, { input }),
    get,
    async ended(execution) {
      for (let seconds = 0; seconds < PATIENCE_S; seconds += 1) {
        await clock.advance(0)
        const found = await get(execution)
        if (found.status !== 'running') return found
        await clock.advance(1000)
      }
      throw new Error(`${execution.executionId} did not end: ${JSON.stringify(await get(execution))}`)
    },
    async run(definition, input) {
      return platform.ended(await platform.start(await platform.workflow(definition), input))
    },
  }
  return { ...opened, ...platform }
}

/** A definition of states of which the first one begins. */
export function statesOf(states: Record<string, JsonObject>): JsonObject {
  return { StartAt: Object.keys(states)[0], States: states }
}

/** The types of an execution's events with their state, in order. */
export function story({ events = [] }: WorkflowExecution): string[] {
  return events.map(({ type, state, branch }) =>
    [branch, type, state].flatMap((part) => (typeof part === 'string' ? [part] : [])).join(' '),
  )
}

/** The last of an execution's events. */
export const endOf = ({ events = [] }: WorkflowExecution) =>
  events.findLast(({ type }) => type === 'ExecutionEnded') ?? {}

/** Runs a Task with these fields, done by a transition that does this. */
export async function runTask(act: Act, fields: JsonObject = {}, input: JsonObject = {}) {
  await using opened = await openWorkflows()
  const transition = await opened.transition(act)
  const task = { Type: 'Task', Resource: transition, ...fields, End: true }
  const caught = { Type: 'Pass', Parameters: { 'caught.$': '$' }, End: true }
  return await opened.run(statesOf({ Task: task, ...('Catch' in fields && { Caught: caught }) }), input)
}
