import { openSqliteStore } from '../../platform/store/sqlite.ts'
import type { Tables } from '../../platform/store/store.ts'
import type { Runner } from './workflows.ts'

const NOBODY = { workflowId: 'las:workflow:by-hand', transitionId: 'las:transition:by-hand' }

/** What the engine keeps of an execution of one Task, written in a plain loop: the same commits, nothing around them. */
export async function openByHand(path: string): Promise<Runner> {
  const store = openSqliteStore(path)
  let made = 0

  async function runOne(): Promise<void> {
    made += 1
    const [id, taskId] = [`las:workflow-execution:${made}`, `las:transition-execution:${made}`]
    const execution = rowOf(id)
    const thread = threadOf(id)
    const events = (count: number) =>
      ({
        append: execution.logId ?? '',
        events: Array.from({ length: count }, () => ({ message: 'it happened' })),
      }) as const
    await store.commit([
      { insert: 'workflowExecutions', row: execution },
      { insert: 'threads', row: thread },
      events(1),
    ])
    const task: Tables['executions'] = {
      executionId: taskId,
      transitionId: NOBODY.transitionId,
      status: 'running',
      input: {},
      startTime: null,
      endTime: null,
      completedBy: null,
      logId: null,
      due: null,
      workflowExecutionId: id,
    }
    await store.commit([
      { insert: 'executions', row: task },
      { update: 'threads', id, to: (row) => ({ ...row, phase: 'working', due: null, executionId: taskId }) },
      events(2),
    ])
    await store.commit([
      { update: 'executions', id: taskId, to: (row) => ({ ...row, status: 'succeeded', output: {} }) },
      { update: 'threads', id, to: (row) => ({ ...row, due: 0 }) },
    ])
    await store.commit([
      { update: 'workflowExecutions', id, to: (row) => ({ ...row, status: 'succeeded' }) },
      { remove: 'threads', id },
      events(3),
    ])
  }

  return {
    name: 'by hand',
    async run(count) {
      for (let index = 0; index < count; index += 1) await runOne()
    },
    [Symbol.asyncDispose]: () => store[Symbol.asyncDispose](),
  }
}

/** A running execution. */
export const rowOf = (executionId: string): Tables['workflowExecutions'] => ({
  executionId,
  workflowId: NOBODY.workflowId,
  status: 'running',
  input: {},
  output: {},
  startTime: null,
  endTime: null,
  logId: `las:log:${executionId}`,
})

/** Its only thread. */
export const threadOf = (id: string): Tables['threads'] => ({
  threadId: id,
  workflowExecutionId: id,
  workflowId: NOBODY.workflowId,
  phase: 'ready',
  due: 0,
  version: 0,
  path: [],
  branch: '',
  state: 'Task',
  input: {},
  enteredAt: 0,
  attempts: [],
  forkId: '',
  index: 0,
})
