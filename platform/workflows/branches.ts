import { newId } from '../store/new-id.ts'
import type { ForkRow, ThreadRow } from '../store/thread-rows.ts'
import { guarded, StatesError, type Failure } from './language/errors.ts'
import { enterState, groupOf } from './language/interpret.ts'
import type { Branches } from './language/items.ts'
import { roughSizeOf } from './language/json.ts'
import { Work } from './language/work.ts'
import { changeThread, recordEvent, type Plan } from './plan.ts'
import { groupAround, stateInputOf, stateOf, type Position, type EngineServices } from './position.ts'
import { yieldToRequests } from './turn.ts'

/** The most branches that one plan adds, and the work after which it adds no further one. */
const MOST_IN_A_PLAN = 200
const MOST_WORK_IN_A_PLAN = 200_000
/** The size of the branches' inputs in one plan, in bytes, after which it adds no further one. */
const MOST_BYTES_IN_A_PLAN = 400_000

/** What a branch of one state is sure to record: that it was entered and exited, or failed. */
const EVENTS_OF_BRANCH = 2

/** Starts a Parallel's branches or a Map's items: all of them, or as many as may run at once. */
export async function startBranches(
  services: EngineServices,
  plan: Plan,
  position: Position,
  branches: Branches,
): Promise<void> {
  const { thread, now } = position
  const { count, tolerated } = branches
  const fork: ForkRow = {
    forkId: newId('fork'),
    workflowExecutionId: thread.workflowExecutionId,
    threadId: thread.threadId,
    due: now,
    open: count,
    failed: 0,
    tolerated: tolerated ?? 0,
    hasTolerance: tolerated !== undefined,
    count,
    added: 0,
  }
  const added = await addThreads(services, plan, position, fork, branches)
  plan.changes.unshift({
    insert: 'forks',
    row: { ...fork, added, due: added < count || count === 0 ? now : null },
  })
  changeThread(plan, thread, {
    phase: 'forked',
    due: null,
    ownForkId: fork.forkId,
    recoveries: undefined,
  })
  recordEvent(plan, position, { type: 'BranchesStarted', state: thread.state, count })
  plan.eventsToCome += count * EVENTS_OF_BRANCH
  plan.next.push({ fork: fork.forkId })
}

/** Whether a fork has branches that are not added yet. */
export const isGrowing = ({ added, count }: ForkRow): boolean =>
  added !== undefined && count !== undefined && added < count

/** Adds more branches to a fork. The plan is a conflict if a branch has ended since the fork was read. */
export async function addBranches(
  services: EngineServices,
  plan: Plan,
  position: Position,
  fork: ForkRow,
): Promise<void> {
  const action = guarded(() => enterState(stateOf(position), stateInputOf(services, position)))
  if (action.do !== 'fork') throw new StatesError('States.Runtime', 'it has no branches')
  const added = await addThreads(services, plan, position, fork, action.branches)
  plan.changes.push({
    update: 'forks',
    id: fork.forkId,
    to: (row) =>
      row.added === fork.added && row.open === fork.open
        ? { ...row, added, due: dueOf({ ...row, added }, position.now), recoveries: undefined }
        : undefined,
  })
  plan.next.push({ fork: fork.forkId })
}

/** @returns how many branches the fork has by then */
async function addThreads(
  { store }: EngineServices,
  plan: Plan,
  position: Position,
  fork: ForkRow,
  { count, maxConcurrency, at }: Branches,
): Promise<number> {
  const { now, slice } = position
  const { forkId, added: from = 0 } = fork
  const phase = ['ready', 'waiting', 'working', 'forked', 'held'] as const
  const running = from === 0 || maxConcurrency === 0 ? 0 : await store.count('threads', { forkId, phase })
  let free = maxConcurrency === 0 ? Infinity : maxConcurrency - running
  let [index, bytes] = [from, 0]
  for (; index < Math.min(count, from + MOST_IN_A_PLAN); index += 1) {
    await yieldToRequests()
    const branch = at(index, new Work(slice))
    const row: ThreadRow = {
      ...branchOf(position, branch, index),
      phase: free > 0 ? 'ready' : 'queued',
      due: free > 0 ? now : null,
      forkId,
    }
    plan.changes.push({ insert: 'threads', row })
    if (free > 0) plan.next.push({ thread: row.threadId })
    free -= 1
    bytes += roughSizeOf(branch.input)
    if (slice.spent > MOST_WORK_IN_A_PLAN || bytes > MOST_BYTES_IN_A_PLAN) return index + 1
  }
  return index
}

function branchOf(
  position: Position,
  { group, input, item = position.thread.item }: ReturnType<Branches['at']>,
  index: number,
): Omit<ThreadRow, 'phase' | 'due' | 'forkId'> {
  const { thread, now } = position
  const state = groupAround(position).States[thread.state]
  const start = state && groupOf(state, group)?.StartAt
  if (start === undefined) throw new StatesError('States.Runtime', `${thread.state} has no branch ${group}`)
  return {
    threadId: newId('thread'),
    workflowExecutionId: thread.workflowExecutionId,
    workflowId: thread.workflowId,
    version: 0,
    path: [...thread.path, [thread.state, group]],
    branch: `${thread.branch === '' ? '' : `${thread.branch}/`}${thread.state}[${index}]`,
    state: start,
    input,
    enteredAt: now,
    attempts: [],
    index,
    item,
  }
}

/** Ends a branch. The next queued one starts. The fork is done after its last branch, or after one failure too many. */
export async function endBranch(
  { store }: EngineServices,
  plan: Plan,
  { thread, now }: Position,
  end: { output: unknown } | { failure: Failure },
): Promise<void> {
  const { forkId } = thread
  const hasFailed = 'failure' in end
  changeThread(plan, thread, {
    phase: 'ended',
    due: null,
    executionId: undefined,
    ownForkId: undefined,
    ...end,
  })
  plan.changes.push({
    update: 'forks',
    id: forkId,
    to: (row) => {
      const [open, failed] = [row.open - 1, row.failed + (hasFailed ? 1 : 0)]
      const failure = row.failure ?? (hasFailed && failed > row.tolerated ? end.failure : undefined)
      const fork = { ...row, open, failed, recoveries: undefined, ...(failure && { failure }) }
      return { ...fork, due: dueOf(fork, now) }
    },
  })
  plan.next.push({ fork: forkId })
  const [queued] = (await store.list('threads', { where: { forkId, phase: 'queued' }, limit: 1 })).rows
  if (!queued) return
  changeThread(plan, queued, { phase: 'ready', due: now, enteredAt: now })
  plan.next.push({ thread: queued.threadId })
}

/** A fork has something to do while it has branches to add, and once it is done. */
const dueOf = (fork: ForkRow, now: number): number | null =>
  fork.open === 0 || fork.failure || isGrowing(fork) ? now : null
