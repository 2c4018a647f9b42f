import { newId } from '../store/new-id.ts'
import { allRows } from '../store/all-rows.ts'
import { THREADS_IN_A_PAGE, type ThreadRow } from '../store/thread-rows.ts'
import { changeThread, type Plan } from './plan.ts'
import type { EngineServices } from './position.ts'
import { yieldToRequests } from './turn.ts'

/** The most threads and forks that one plan removes. What is left is removed in steps of their own. */
const MOST_IN_A_PLAN = 200

/** Why the transition executions of what is removed end. */
const STOPPED_WITH_EXECUTION = 'Stopped with the workflow execution that it was a step of'
const STOPPED_BY_BRANCH = 'Stopped: another branch of the workflow failed'

/** Whose threads and forks are removed: those of a fork, or of a whole execution where `forkId` is empty. */
type Whose = Pick<ThreadRow, 'workflowExecutionId' | 'workflowId' | 'forkId'>

/**
 * Plans the removal of threads and forks, and the end of the transition executions that they wait for. Threads whose fork is
 * removed, or whose execution has ended, do nothing until they are removed.
 * @param current the thread of the plan, as it has become by then
 */
export async function planRemoval(
  services: EngineServices,
  plan: Plan,
  whose: Whose,
  current?: ThreadRow,
): Promise<void> {
  const removal = createRemoval(services, plan, current)
  if (whose.forkId !== '') plan.changes.push({ remove: 'forks', id: whose.forkId })
  if (await removal.removeAll(whose)) return
  const { workflowExecutionId, workflowId, forkId } = whose
  const row: ThreadRow = {
    threadId: newId('thread'),
    workflowExecutionId,
    workflowId,
    phase: 'removing',
    due: 0,
    version: 0,
    path: [],
    branch: '',
    state: '',
    input: null,
    enteredAt: 0,
    attempts: [],
    forkId,
    index: 0,
  }
  plan.changes.push({ insert: 'threads', row })
  plan.next.push({ thread: row.threadId })
}

/** Goes on with a removal that was too large for one plan. */
export async function continueRemoval(
  services: EngineServices,
  plan: Plan,
  thread: ThreadRow,
): Promise<void> {
  const removal = createRemoval(services, plan)
  if (await removal.removeAll(thread, thread.threadId)) {
    plan.changes.push({ remove: 'threads', id: thread.threadId })
    return
  }
  changeThread(plan, thread, {})
  plan.next.push({ thread: thread.threadId })
}

function createRemoval({ store, executions }: EngineServices, { changes, after }: Plan, current?: ThreadRow) {
  let room = MOST_IN_A_PLAN

  /** @returns whether all are removed */
  async function removeThreads(where: Partial<Whose>, message: string, except?: string): Promise<boolean> {
    for await (const found of allRows(store, 'threads', where, THREADS_IN_A_PAGE)) {
      const thread = found.threadId === current?.threadId ? current : found
      const { threadId, executionId, ownForkId } = thread
      if (threadId === except) continue
      if (room === 0) return false
      await yieldToRequests()
      if (where.forkId !== undefined && ownForkId !== undefined && !(await removeFork(ownForkId)))
        return false
      room -= 1
      changes.push({ remove: 'threads', id: threadId })
      if (executionId === undefined) continue
      const end = executions.planEnd(executionId, message)
      changes.push(...end.changes)
      after.push(end.begin)
    }
    return true
  }

  async function removeFork(forkId: string, except?: string): Promise<boolean> {
    if (!(await removeThreads({ forkId }, STOPPED_BY_BRANCH, except))) return false
    changes.push({ remove: 'forks', id: forkId })
    return true
  }

  return {
    async removeAll({ forkId, workflowExecutionId }: Whose, except?: string): Promise<boolean> {
      if (forkId !== '') return removeFork(forkId, except)
      if (!(await removeThreads({ workflowExecutionId }, STOPPED_WITH_EXECUTION, except))) return false
      for await (const fork of allRows(store, 'forks', { workflowExecutionId })) {
        if (room === 0) return false
        room -= 1
        changes.push({ remove: 'forks', id: fork.forkId })
      }
      return true
    },
  }
}
