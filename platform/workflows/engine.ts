import type { Clock, JsonObject } from '../../contract/index.ts'
import type { OverdueTarget } from '../store/store.ts'
import type { WorkflowExecutionRow, WorkflowRow } from '../store/tables.ts'
import type { ThreadRow } from '../store/thread-rows.ts'
import { watch } from '../watch.ts'
import { planEnding } from './ending.ts'
import { createExtents } from './extents.ts'
import { createMachines, UnreadableDefinition } from './machines.ts'
import { emptyPlan, extentOf, type Extent, type Plan, type Target } from './plan.ts'
import { planTarget } from './plan-target.ts'
import type { Position, EngineServices } from './position.ts'
import { createRecoveries, type Member } from './recoveries.ts'
import { createSerialQueue } from './serial-queue.ts'
import { changesOf, startExecution, type StartedExecution } from './start.ts'
import { followOn } from './step-thread.ts'
import { yieldToRequests } from './turn.ts'

/** How many threads and forks one poll resumes. */
const BATCH_SIZE = 1000
/** The events that an execution's end may still record when its history is full. */
const EVENTS_OF_END = 3

/** Moves executions from state to state. All that it knows of them is in the store. */
export interface Engine {
  /** Does what follows a committed plan. */
  follow(executionId: string, plan: Pick<Plan, 'after' | 'next'>): void
  /** Resumes a thread or a fork to which something has happened. */
  wake(executionId: string, target: Target): void
  /** Starts an execution. Its first states may be over by then. @returns it as it has started */
  start(workflow: WorkflowRow, input: JsonObject): Promise<StartedExecution>
  /** A thread's position. Undefined: its workflow or its execution has been removed. */
  locate(thread: ThreadRow): Promise<Position | undefined>
  /** Resolves once no step is queued or running. */
  idle(): Promise<void>
  /** Stops, and waits for the steps that are running. */
  stop(): Promise<void>
}

/** What the engine is made of. */
export interface EngineOptions {
  services: EngineServices
  clock: Clock
  /** This platform among those that use the store. */
  member: Member
  /** The most that an execution may keep in the store. */
  most: Extent
  /** Called after each step of an execution. */
  onStep: (executionId: string) => void
  /** Called with each failure of the platform itself. */
  onError: (error: unknown) => void
}

/** Starts an engine: it resumes what is due in the store. */
export function createEngine(options: EngineOptions): Engine {
  const { services, clock, member, most, onStep, onError } = options
  const { store } = services
  const queue = createSerialQueue(onError)
  const machines = createMachines()
  const extents = createExtents(store)
  const recoveries = createRecoveries({ store, member })
  /** What the last step of a target threw. */
  const thrown = new Map<string, string>()
  let isStopping = false

  async function locate(thread: ThreadRow): Promise<Position | undefined> {
    const execution = await store.get('workflowExecutions', thread.workflowExecutionId)
    const workflow = execution && (await store.get('workflows', thread.workflowId))
    if (!execution || !workflow) return undefined
    return {
      thread,
      execution,
      workflow,
      machine: machines.of(workflow),
      now: clock.now(),
      slice: { spent: 0 },
    }
  }

  async function start(workflow: WorkflowRow, input: JsonObject): Promise<StartedExecution> {
    const started = startExecution(workflow, input, clock)
    const { execution, plan } = started
    const machine = machines.find(workflow)
    const position = { execution, workflow, now: clock.now(), slice: { spent: 0 } }
    if (machine) await followOn(services, { ...position, machine }, plan, false)
    const kept = excess(extentOf(plan)) ? startExecution(workflow, input, clock) : started
    const { arrival } = kept.plan
    if (arrival) kept.plan.next.push({ thread: arrival.threadId })
    await yieldToRequests()
    await store.commit(changesOf(kept, workflow))
    if (!kept.plan.isEnd) extents.start(kept.execution.executionId, extentOf(kept.plan))
    follow(kept.execution.executionId, kept.plan)
    return { execution: kept.execution, event: kept.event }
  }

  /** A plan that ends an execution by the platform's own decision: no state can catch it. */
  async function planEnd(executionId: string, cause: string): Promise<Plan | undefined> {
    const execution = await store.get('workflowExecutions', executionId)
    const workflow = execution && (await store.get('workflows', execution.workflowId))
    if (!execution || !workflow) return undefined
    const plan = emptyPlan()
    const error = { Error: 'States.Runtime', Cause: cause }
    await planEnding(services, plan, { execution, workflow, now: clock.now() }, { status: 'error', error })
    return plan
  }

  /** What an execution would have too much of, in words. Undefined: there is room for its end. */
  const excess = ({ events, bytes }: Extent): string | undefined =>
    events + EVENTS_OF_END > most.events
      ? `more than ${most.events} events`
      : bytes > most.bytes
        ? `more than ${most.bytes / 1_000_000} MB`
        : undefined

  /** What an execution would have too much of with a plan. */
  async function excessWith(execution: WorkflowExecutionRow, plan: Plan): Promise<string | undefined> {
    const [whole, more] = [await extents.of(execution), extentOf(plan)]
    const events = whole.events + more.events + plan.eventsToCome - (plan.isEnd ? EVENTS_OF_END : 0)
    return excess({ events, bytes: whole.bytes + more.bytes })
  }

  async function planWithinHistory(target: Target): Promise<Plan | undefined> {
    for (const isSingle of [false, true]) {
      const planned = await planTarget(services, locate, target, isSingle)
      if (!planned?.execution) return planned?.plan
      const tooMuch = await excessWith(planned.execution, planned.plan)
      if (!tooMuch) return planned.plan
      if (isSingle) return planEnd(planned.execution.executionId, `its history would have ${tooMuch}`)
    }
    return undefined
  }

  /** Plans and commits one step. After a conflict with another change it plans anew. */
  async function step(executionId: string, target: Target): Promise<void> {
    for (;;) {
      const plan = isStopping ? undefined : await planWithinHistory(target)
      if (!plan || (await commit(executionId, plan))) return
    }
  }

  async function commit(executionId: string, plan: Plan): Promise<boolean> {
    await yieldToRequests()
    if (!(await store.commit(plan.changes))) return false
    if (plan.isEnd) extents.forget(executionId)
    else extents.add(executionId, extentOf(plan))
    follow(executionId, plan)
    return true
  }

  /**
   * A step. What it throws may be the store's fault, and pass. What it throws twice in a row, while the store can commit the
   * execution's end, is the execution's fault.
   */
  async function guardedStep(executionId: string, target: Target): Promise<void> {
    const key = 'fork' in target ? target.fork : target.thread
    try {
      await step(executionId, target)
      thrown.delete(key)
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error)
      const isAgain = error instanceof UnreadableDefinition || thrown.get(key) === message
      if (!isAgain) thrown.set(key, message)
      const plan = isAgain && !isStopping ? await planEnd(executionId, message) : undefined
      if (!plan) throw error
      await commit(executionId, plan)
      thrown.delete(key)
      if (!(error instanceof UnreadableDefinition)) onError(error)
    }
  }

  function wake(executionId: string, target: Target): void {
    if (!isStopping) queue.add(executionId, () => guardedStep(executionId, target))
  }

  function follow(executionId: string, { after, next }: Pick<Plan, 'after' | 'next'>): void {
    for (const act of after) act()
    onStep(executionId)
    for (const target of next) wake(executionId, target)
  }

  /** Resumes what a platform has left: unless platforms die of it. */
  async function recover(table: 'threads' | 'forks', left: OverdueTarget): Promise<void> {
    const { id, workflowExecutionId, due } = left
    const deaths = await recoveries.count(table, id, due)
    if (deaths <= recoveries.most) return guardedStep(workflowExecutionId, targetOf(table, id))
    const threadId = table === 'forks' ? (await store.get('forks', id))?.threadId : id
    const state = (await store.get('threads', threadId ?? ''))?.state ?? 'its start'
    const cause = `the platform has died ${deaths} times in a row while it resumed the execution from ${state} on`
    const plan = await planEnd(workflowExecutionId, cause)
    if (plan) await commit(workflowExecutionId, plan)
  }

  /** Resumes threads and forks that are due: also those that this process before its restart, or a dead member, left. */
  async function resumeDue(): Promise<void> {
    const now = clock.now()
    for (const table of ['threads', 'forks'] as const)
      for (const target of await store.overdueTargets(table, now, BATCH_SIZE)) {
        const { id, workflowExecutionId, due } = target
        if (!recoveries.isLeft(due, now)) wake(workflowExecutionId, targetOf(table, id))
        else if (!isStopping) queue.add(workflowExecutionId, () => recover(table, target))
      }
    await queue.idle()
  }

  const watching = watch({ clock, act: resumeDue, onError })
  return {
    follow,
    wake,
    start,
    locate,
    idle: queue.idle,
    async stop() {
      isStopping = true
      await watching.stop()
      await queue.idle()
    },
  }
}

const targetOf = (table: 'threads' | 'forks', id: string): Target =>
  table === 'forks' ? { fork: id } : { thread: id }
