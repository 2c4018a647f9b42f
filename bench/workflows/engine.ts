import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { createPlatform, type Launcher } from '../../platform/index.ts'
import { openSqliteStore } from '../../platform/store/sqlite.ts'
import { rowOf, threadOf } from './by-hand.ts'
import type { Runner } from './workflows.ts'

/** When those in flight go on: after the measurement. */
const TOMORROW_MS = 86_400_000

/** A platform with so many executions that wait, and a workflow of one Task that is done at once, in this process. */
export async function openEngine(data: string, inFlight: number): Promise<Runner> {
  const launcher: Launcher = {
    accepts: () => true,
    async launch({ environment, onStart }) {
      onStart()
      const { TRANSITION_ID: transitionId = '', EXECUTION_ID: executionId = '' } = environment
      await call('PATCH', `/transitions/${transitionId}/executions/${executionId}`, {
        status: 'succeeded',
        output: {},
      })
      return { code: 0, signal: null }
    },
  }
  await fill(data, inFlight)
  const platform = await createPlatform({ data, launchers: [launcher] })

  async function call(method: string, path: string, body?: object): Promise<Record<string, unknown>> {
    const response = await platform.fetch(
      new Request(`http://platform/v1${path}`, {
        method,
        headers: {
          'x-api-key': platform.appClient.apiKey,
          ...(body && { 'content-type': 'application/json' }),
        },
        ...(body && { body: JSON.stringify(body) }),
      }),
    )
    const answer = (await response.json()) as Record<string, unknown>
    if (response.ok) return answer
    throw new Error(`${method} ${path} answered ${response.status}: ${JSON.stringify(answer)}`)
  }

  async function createWorkflow(state: object): Promise<string> {
    const definition = { StartAt: 'State', States: { State: { ...state, End: true } } }
    const { workflowId } = await call('POST', '/workflows', { specification: { definition } })
    return `/workflows/${String(workflowId)}`
  }

  async function start(workflow: string, count: number): Promise<void> {
    for (let index = 0; index < count; index += 1) await call('POST', `${workflow}/executions`, { input: {} })
  }

  const parameters = { imageUrl: 'no-op' }
  const { transitionId } = await call('POST', '/transitions', { transitionType: 'docker', parameters })
  const workflow = await createWorkflow({ Type: 'Task', Resource: transitionId })
  return {
    name: `${inFlight.toLocaleString('en')} in flight`,
    async run(count) {
      await start(workflow, count)
      while ((await call('GET', workflow))['numberOfRunningExecutions'] !== 0) await delay(1)
    },
    [Symbol.asyncDispose]: () => platform[Symbol.asyncDispose](),
  }
}

/** Puts so many executions in a new platform's folder, each in the middle of a Wait. */
async function fill(data: string, count: number): Promise<void> {
  await mkdir(data, { recursive: true })
  await using store = openSqliteStore(join(data, 'platform.sqlite'))
  const due = Date.now() + TOMORROW_MS
  await store.commit(
    Array.from({ length: count }, (_, index) => `las:workflow-execution:waiting-${index}`).flatMap((id) => [
      { insert: 'workflowExecutions' as const, row: rowOf(id) },
      { insert: 'threads' as const, row: { ...threadOf(id), phase: 'waiting' as const, due } },
    ]),
  )
}
