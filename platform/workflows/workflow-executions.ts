import { randomUUID } from 'node:crypto'
import type { JsonObject } from '../../contract/index.ts'
import { TRANSITION_FAILED } from '../executions/commons.ts'
import type { Executions } from '../executions/executions.ts'
import type { Refusal } from '../refusal.ts'
import { THREADS_IN_A_PAGE } from '../store/thread-rows.ts'
import { allRows } from '../store/all-rows.ts'
import type { Change, Store } from '../store/store.ts'
import type { WorkflowExecutionRow, WorkflowRow } from '../store/tables.ts'
import { planEnding } from './ending.ts'
import { createEngine, type EngineOptions } from './engine.ts'
import { groupAround, type EngineServices } from './position.ts'
import { arrival } from './moves.ts'
import type { StartedExecution } from './start.ts'
import { changeThread, emptyPlan, recordEvent } from './plan.ts'

/** Starts workflow executions, moves them on, and ends them. */
export interface WorkflowExecutions {
  /** Starts an execution. Its first states may be over by then. @returns it as it has started */
  start(workflow: WorkflowRow, input: JsonObject): Promise<StartedExecution>
  /**
   * Moves a held execution on to a transition. `las:transition:commons-failed` ends it, also while it runs.
   * @returns undefined if the execution is not held, and a reason if no state beside a held one is a Task of that transition
   */
  moveOn(
    executionId: string,
    nextTransitionId: string,
    by: string,
  ): Promise<WorkflowExecutionRow | Refusal | undefined>
  /**
   * Ends it as failed.
   * @param ofWorkflow its workflow, where that has been removed
   * @returns undefined if it has already ended
   */
  stop(executionId: string, by: string, ofWorkflow?: WorkflowRow): Promise<WorkflowExecutionRow | undefined>
  /** Stops the engine, and waits for its running steps. Executions resume after a restart. */
  close(): Promise<void>
}

/** What workflow executions are made of. */
export interface WorkflowExecutionsOptions
  extends
    Pick<EngineServices, 'planNotification'>,
    Pick<EngineOptions, 'clock' | 'member' | 'most' | 'onStep' | 'onError'> {
  store: Store
  executions: Pick<Executions, 'plan' | 'planEnd' | 'onEnd'>
}

/** Puts the engine on the executions of transitions. */
export function createWorkflowExecutions(options: WorkflowExecutionsOptions): WorkflowExecutions {
  const { store, clock } = options
  const services: EngineServices = { ...options, machine: { random: Math.random, uuid: randomUUID } }
  const engine = createEngine({ ...options, services })

  const wakeThread = (threadId: string, executionId: string): Change => ({
    update: 'threads',
    id: threadId,
    ifThere: true,
    to: (row) =>
      row.executionId === executionId ? { ...row, due: clock.now(), version: row.version + 1 } : row,
  })

  // When a step ends, its thread becomes due in the same commit, and moves on.
  options.executions.onEnd({
    planNext: ({ executionId, origin }) => (origin ? [wakeThread(origin.threadId, executionId)] : []),
    onEnded({ workflowExecutionId, origin }) {
      if (workflowExecutionId !== undefined && origin)
        engine.wake(workflowExecutionId, { thread: origin.threadId })
    },
  })

  async function stop(executionId: string, by: string, ofWorkflow?: WorkflowRow) {
    const execution = await store.get('workflowExecutions', executionId)
    const workflow = ofWorkflow ?? (execution && (await store.get('workflows', execution.workflowId)))
    if (!execution || !workflow) return undefined
    const plan = emptyPlan()
    await planEnding(services, plan, { execution, workflow, now: clock.now() }, { status: 'failed', by })
    if (!(await store.commit(plan.changes))) return undefined
    engine.follow(executionId, plan)
    return store.get('workflowExecutions', executionId)
  }

  async function moveHeld(executionId: string, nextTransitionId: string, by: string) {
    const held = await heldOf(executionId)
    for (const position of held) {
      const { thread } = position
      const next = stateDoneBy(position, nextTransitionId)
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
      recordEvent(plan, position, { type: 'ExecutionMoved', state: thread.state, next, by })
      if (!(await store.commit(plan.changes))) return undefined
      engine.follow(executionId, { after: [], next: [{ thread: thread.threadId }] })
      return store.get('workflowExecutions', executionId)
    }
    if (held.length === 0) return undefined
    const possible = [...new Set(held.flatMap(transitionsAround)), TRANSITION_FAILED].join(', ')
    return {
      refused: `no state where ${executionId} waits is done by ${nextTransitionId}: it can go on to ${possible}`,
    }
  }

  async function heldOf(workflowExecutionId: string) {
    const found = []
    for await (const thread of allRows(store, 'threads', { workflowExecutionId }, THREADS_IN_A_PAGE)) {
      const position = thread.phase === 'held' ? await engine.locate(thread) : undefined
      if (position) found.push(position)
    }
    return found
  }

  return {
    start: engine.start,

    moveOn: (executionId, nextTransitionId, by) =>
      nextTransitionId === TRANSITION_FAILED
        ? stop(executionId, by)
        : moveHeld(executionId, nextTransitionId, by),

    stop,

    close: engine.stop,
  }
}

type Held = Parameters<typeof groupAround>[0]

const tasksAround = (held: Held) =>
  Object.entries(groupAround(held).States).flatMap(([name, state]) =>
    state.Type === 'Task' ? [{ name, resource: state.Resource }] : [],
  )

const transitionsAround = (held: Held) => tasksAround(held).map(({ resource }) => resource)

/** The state that it is held in, if its Task is done by the transition; else the first such Task. */
function stateDoneBy(held: Held, transitionId: string): string | undefined {
  const found = tasksAround(held).filter(({ resource }) => resource === transitionId)
  return (found.find(({ name }) => name === held.thread.state) ?? found[0])?.name
}
