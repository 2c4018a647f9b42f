import { randomUUID } from 'node:crypto'
import type { Clock, JsonObject } from '../contract/index.ts'
import { TRANSITION_FAILED } from './commons.ts'
import type { Executions } from './executions.ts'
import { badRequest } from './problem.ts'
import { allRows } from './resources/rows.ts'
import type { Change, Store } from './store/store.ts'
import type { ExecutionRow, WorkflowExecutionRow, WorkflowRow } from './store/tables.ts'
import { planEnding } from './workflows/ending.ts'
import { createEngine } from './workflows/engine.ts'
import { groupAround, noteHere, type Parts } from './workflows/here.ts'
import { arrival } from './workflows/moves.ts'
import { changeThread, emptyPlan } from './workflows/plan.ts'
import { startExecution } from './workflows/start.ts'

/** The life of workflow executions: through their states by themselves, and by hand. */
export interface WorkflowExecutions {
  start(workflow: WorkflowRow, input: JsonObject): Promise<WorkflowExecutionRow>
  /**
   * Moves one that waits in `retry` on to a transition; `las:transition:commons-failed` ends it, also while it runs.
   * @returns undefined if its status doesn't allow that
   * @throws Problem 400 if no state where it waits is done by the transition
   */
  moveOn(executionId: string, nextTransitionId: string, by: string): Promise<WorkflowExecutionRow | undefined>
  /**
   * Ends it as failed.
   * @param ofWorkflow its workflow, where that is no longer kept
   * @returns undefined if it has already ended
   */
  stop(executionId: string, by: string, ofWorkflow?: WorkflowRow): Promise<WorkflowExecutionRow | undefined>
  /** What else changes when a transition's execution ends that is a step of one: it goes on. */
  planNext(step: ExecutionRow): Change[]
  /** Goes on after a step that has ended. */
  goOn(step: ExecutionRow): void
  /** Stops going on, and waits for what is under way. What is not done by then is done when the platform is back. */
  close(): Promise<void>
}

export interface WorkflowExecutionsOptions extends Pick<Parts, 'planNotice'> {
  store: Store
  clock: Clock
  executions: Pick<Executions, 'plan' | 'planEnd'>
  /** Told of each step that an execution has gone. */
  onStep: (executionId: string) => void
  onError: (error: unknown) => void
}

export function createWorkflowExecutions(options: WorkflowExecutionsOptions): WorkflowExecutions {
  const { store, clock, onStep, onError } = options
  const parts: Parts = { ...options, machine: { random: Math.random, uuid: randomUUID } }
  const engine = createEngine({ parts, clock, onStep, onError })

  async function stop(executionId: string, by: string, ofWorkflow?: WorkflowRow) {
    const execution = await store.get('workflowExecutions', executionId)
    const workflow = ofWorkflow ?? (execution && (await store.get('workflows', execution.workflowId)))
    if (!execution || !workflow) return undefined
    const plan = emptyPlan()
    await planEnding(parts, plan, { execution, workflow, now: clock.now() }, { status: 'failed', by })
    if (!(await store.commit(plan.changes))) return undefined
    engine.follow(executionId, plan)
    return store.get('workflowExecutions', executionId)
  }

  async function moveHeld(executionId: string, nextTransitionId: string, by: string) {
    const held = await heldOf(executionId)
    for (const here of held) {
      const { thread } = here
      const next = stateDoneBy(here, nextTransitionId)
      if (next === undefined) continue
      const plan = emptyPlan()
      changeThread(plan, thread, arrival(next, thread.input, clock.now()))
      plan.changes.push({
        update: 'workflowExecutions',
        id: executionId,
        to: (row) => ({
          ...row,
          status: held.length > 1 ? 'retry' : 'running',
          completedBy: [...(row.completedBy ?? []), by],
        }),
      })
      noteHere(plan, here, { type: 'ExecutionMoved', state: thread.state, next, by })
      if (!(await store.commit(plan.changes))) return undefined
      engine.follow(executionId, { after: [], next: [{ thread: thread.threadId }] })
      return store.get('workflowExecutions', executionId)
    }
    if (held.length === 0) return undefined
    throw badRequest(
      `body.nextTransitionId: no state where ${executionId} waits is done by ${nextTransitionId}: it can go on to ${[
        ...new Set(held.flatMap(transitionsAround)),
        TRANSITION_FAILED,
      ].join(', ')}`,
    )
  }

  async function heldOf(workflowExecutionId: string) {
    const found = []
    for await (const thread of allRows(store, 'threads', { workflowExecutionId })) {
      const here = thread.phase === 'held' ? await engine.locate(thread) : undefined
      if (here) found.push(here)
    }
    return found
  }

  return {
    async start(workflow, input) {
      const { execution, plan } = startExecution(workflow, input, clock)
      await store.commit(plan.changes)
      engine.follow(execution.executionId, plan)
      return execution
    },

    moveOn: (executionId, nextTransitionId, by) =>
      nextTransitionId === TRANSITION_FAILED
        ? stop(executionId, by)
        : moveHeld(executionId, nextTransitionId, by),

    stop,

    planNext: ({ executionId, origin }) =>
      origin
        ? [
            {
              update: 'threads',
              id: origin.threadId,
              ifThere: true,
              to: (row) =>
                row.executionId === executionId
                  ? { ...row, due: clock.now(), version: row.version + 1 }
                  : row,
            },
          ]
        : [],

    goOn({ workflowExecutionId, origin }) {
      if (workflowExecutionId !== undefined && origin)
        engine.wake(workflowExecutionId, { thread: origin.threadId })
    },

    close: engine.stop,
  }
}

type Held = Parameters<typeof groupAround>[0]

const tasksAround = (held: Held) =>
  Object.entries(groupAround(held).States).flatMap(([name, state]) =>
    state.Type === 'Task' ? [{ name, resource: state.Resource }] : [],
  )

const transitionsAround = (held: Held) => tasksAround(held).map(({ resource }) => resource)

/** The state that it waits in, if that is done by the transition; else the first one that is. */
function stateDoneBy(held: Held, transitionId: string): string | undefined {
  const found = tasksAround(held).filter(({ resource }) => resource === transitionId)
  return (found.find(({ name }) => name === held.thread.state) ?? found[0])?.name
}
