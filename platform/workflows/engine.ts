import type { Clock } from '../../contract/index.ts'
import type { Store } from '../store/store.ts'
import type { WorkflowRow } from '../store/tables.ts'
import { watch } from '../watch.ts'
import type { Here, Parts } from './here.ts'
import { joinBranches } from './join-branches.ts'
import { readDefinition } from './language/definition.ts'
import type { Machine } from './language/states.ts'
import type { Plan, Target } from './plan.ts'
import { stepThread } from './step-thread.ts'
import type { ThreadRow } from './thread.ts'
import { createTurns } from './turns.ts'

/** How many threads and forks one look takes up again. */
const SWEEP_SIZE = 1000

/** Takes executions from state to state. All that it knows of them is in the store. */
export interface Engine {
  /** Goes on with what a plan that is kept leads to. */
  follow(executionId: string, plan: Pick<Plan, 'after' | 'next'>): void
  /** Goes on where something has happened. */
  wake(executionId: string, target: Target): void
  /** Where a thread is; undefined: its workflow or its execution is not there any more. */
  locate(thread: ThreadRow): Promise<Here | undefined>
  /** Resolves once nothing goes on by itself until time passes or something happens. */
  idle(): Promise<void>
  /** Stops, and waits for the steps that are under way. */
  stop(): Promise<void>
}

export function createEngine({
  parts,
  clock,
  onStep,
  onError,
}: {
  parts: Parts
  clock: Clock
  /** Told of each step that an execution has gone. */
  onStep: (executionId: string) => void
  /** Told of a failure of the platform's own. */
  onError: (error: unknown) => void
}): Engine {
  const { store } = parts
  const turns = createTurns(onError)
  const machines = createMachines(store)
  let isStopping = false

  async function locate(thread: ThreadRow): Promise<Here | undefined> {
    const execution = await store.get('workflowExecutions', thread.workflowExecutionId)
    const found = await machines.of(thread.workflowId)
    return execution && found && { thread, execution, ...found, now: clock.now() }
  }

  async function planFor(target: Target): Promise<Plan | undefined> {
    const fork = 'fork' in target ? await store.get('forks', target.fork) : undefined
    const threadId = 'fork' in target ? fork?.threadId : target.thread
    const thread = threadId === undefined ? undefined : await store.get('threads', threadId)
    const here = thread && (await locate(thread))
    if (!here) return undefined
    if (!('fork' in target)) return stepThread(parts, here)
    const isDone = fork && fork.due !== null && thread.phase === 'forked' && thread.ownForkId === fork.forkId
    return isDone ? joinBranches(parts, here, fork) : undefined
  }

  /** A plan that somebody else's change has overtaken is made anew. */
  async function step(executionId: string, target: Target): Promise<void> {
    for (;;) {
      const plan = isStopping ? undefined : await planFor(target)
      if (!plan) return
      if (!(await store.commit(plan.changes))) continue
      follow(executionId, plan)
      return
    }
  }

  function wake(executionId: string, target: Target): void {
    if (!isStopping) turns.take(executionId, () => step(executionId, target))
  }

  function follow(executionId: string, { after, next }: Pick<Plan, 'after' | 'next'>): void {
    for (const act of after) act()
    onStep(executionId)
    for (const target of next) wake(executionId, target)
  }

  /** Whose time has come; and what an earlier life, or another process that is gone, left undone. */
  async function takeUp(): Promise<void> {
    const now = clock.now()
    for (const { workflowExecutionId, threadId } of await store.overdue('threads', now, SWEEP_SIZE))
      wake(workflowExecutionId, { thread: threadId })
    for (const { workflowExecutionId, forkId } of await store.overdue('forks', now, SWEEP_SIZE))
      wake(workflowExecutionId, { fork: forkId })
    await turns.idle()
  }

  const watching = watch({ clock, act: takeUp, onError })
  return {
    follow,
    wake,
    locate,
    idle: turns.idle,
    async stop() {
      isStopping = true
      await watching.stop()
      await turns.idle()
    },
  }
}

/** Definitions, read once: a workflow's never changes. */
function createMachines(store: Store) {
  const known = new Map<string, Machine>()
  return {
    async of(workflowId: string): Promise<{ workflow: WorkflowRow; machine: Machine } | undefined> {
      const workflow = await store.get('workflows', workflowId)
      if (!workflow) return undefined
      const machine = known.get(workflowId) ?? read(workflow)
      known.set(workflowId, machine)
      return { workflow, machine }
    },
  }
}

function read({ workflowId, specification }: WorkflowRow): Machine {
  const reading = readDefinition(specification.definition)
  if ('machine' in reading) return reading.machine
  throw new Error(`${workflowId} can't run: ${reading.problems.join('; ')}`)
}
