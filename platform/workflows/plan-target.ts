import type { WorkflowExecutionRow } from '../store/tables.ts'
import type { ForkRow, ThreadRow } from '../store/thread-rows.ts'
import { addBranches, isGrowing } from './branches.ts'
import { joinBranches } from './join-branches.ts'
import { emptyPlan, type Plan, type Target } from './plan.ts'
import type { EngineServices, Position } from './position.ts'
import { continueRemoval } from './removal.ts'
import { arrive, followOn, planned, stepThread } from './step-thread.ts'

/**
 * Plans what a thread or a fork does next.
 * @param isSingle one state only, and not those that follow in a row
 * @returns undefined if it is not due, or does nothing any more
 */
export async function planTarget(
  services: EngineServices,
  locate: (thread: ThreadRow) => Promise<Position | undefined>,
  target: Target,
  isSingle: boolean,
): Promise<{ plan: Plan; execution?: WorkflowExecutionRow } | undefined> {
  const { store } = services
  const fork = 'fork' in target ? await store.get('forks', target.fork) : undefined
  const threadId = 'fork' in target ? fork?.threadId : target.thread
  const thread = threadId === undefined ? undefined : await store.get('threads', threadId)
  if (!thread) return undefined
  if (thread.phase === 'removing') {
    const removal = emptyPlan()
    await continueRemoval(services, removal, thread)
    return { plan: removal }
  }
  if (thread.forkId !== '' && !(await store.get('forks', thread.forkId))) return undefined
  const position = await locate(thread)
  if (!position || !IS_OPEN.has(position.execution.status)) return undefined

  const plan =
    'fork' in target ? await planFork(services, position, fork) : await stepThread(services, position)
  if (!plan) return undefined
  await followOn(services, position, plan, isSingle)
  arrive(plan)
  return { plan, execution: position.execution }
}

async function planFork(
  services: EngineServices,
  position: Position,
  fork: ForkRow | undefined,
): Promise<Plan | undefined> {
  const { phase, ownForkId } = position.thread
  if (!fork || fork.due === null || phase !== 'forked' || ownForkId !== fork.forkId) return undefined
  if (fork.failure || !isGrowing(fork)) return joinBranches(services, position, fork)
  return planned(services, position, (plan) => addBranches(services, plan, position, fork))
}

const IS_OPEN: ReadonlySet<string> = new Set(['running', 'retry'])
