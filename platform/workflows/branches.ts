import { newId } from '../new-id.ts'
import { allRows } from '../resources/rows.ts'
import type { Failure } from './language/errors.ts'
import type { Begun } from './language/interpret.ts'
import { groupAround, noteHere, type Here, type Parts } from './here.ts'
import { groupOf } from './language/interpret.ts'
import { changeThread, type Plan } from './plan.ts'
import type { ForkRow, ThreadRow } from './thread.ts'

/** Starts the branches of a Parallel or the items of a Map: all of them, or as many as may be under way at once. */
export function startBranches(
  plan: Plan,
  here: Here,
  { branches, maxConcurrency, tolerance }: Begun & { do: 'fork' },
): void {
  const { thread, now } = here
  const forkId = newId('fork')
  const fork: ForkRow = {
    forkId,
    workflowExecutionId: thread.workflowExecutionId,
    threadId: thread.threadId,
    due: branches.length === 0 ? now : null,
    open: branches.length,
    failed: 0,
    tolerated: tolerance?.count ?? 0,
    hasTolerance: tolerance !== undefined,
  }
  plan.changes.push({ insert: 'forks', row: fork })
  const around = groupAround(here)
  for (const [index, { group, input, item = thread.item }] of branches.entries()) {
    const state = around.States[thread.state]
    const start = state && groupOf(state, group)?.StartAt
    if (start === undefined) continue
    const isQueued = maxConcurrency > 0 && index >= maxConcurrency
    const row: ThreadRow = {
      threadId: newId('thread'),
      workflowExecutionId: thread.workflowExecutionId,
      workflowId: thread.workflowId,
      phase: isQueued ? 'queued' : 'ready',
      due: isQueued ? null : now,
      version: 0,
      path: [...thread.path, [thread.state, group]],
      branch: `${thread.branch === '' ? '' : `${thread.branch}/`}${thread.state}[${index}]`,
      state: start,
      input,
      enteredAt: now,
      attempts: [],
      forkId,
      index,
      item,
    }
    plan.changes.push({ insert: 'threads', row })
    if (!isQueued) plan.next.push({ thread: row.threadId })
  }
  changeThread(plan, thread, { phase: 'forked', due: null, ownForkId: forkId })
  noteHere(plan, here, { type: 'BranchesStarted', state: thread.state, count: branches.length })
  plan.next.push({ fork: forkId })
}

/** Ends a branch: the next one that waits for its turn starts, and after the last one, or one failure too many, the fork is done. */
export async function endBranch(
  { store }: Parts,
  plan: Plan,
  { thread, now }: Here,
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
    to: (fork) => {
      const [open, failed] = [fork.open - 1, fork.failed + (hasFailed ? 1 : 0)]
      const failure = fork.failure ?? (hasFailed && failed > fork.tolerated ? end.failure : undefined)
      return { ...fork, open, failed, ...(failure && { failure }), due: open === 0 || failure ? now : null }
    },
  })
  plan.next.push({ fork: forkId })
  const [queued] = (await store.list('threads', { where: { forkId, phase: 'queued' }, limit: 1 })).rows
  if (!queued) return
  changeThread(plan, queued, { phase: 'ready', due: now, enteredAt: now })
  plan.next.push({ thread: queued.threadId })
}

/** Removes a fork with all its branches; `stop` ends what they have under way. */
export async function removeBranches(parts: Parts, plan: Plan, forkId: string): Promise<void> {
  const { store, executions } = parts
  plan.changes.push({ remove: 'forks', id: forkId })
  for await (const { threadId, executionId, ownForkId } of allRows(store, 'threads', { forkId })) {
    plan.changes.push({ remove: 'threads', id: threadId })
    if (ownForkId !== undefined) await removeBranches(parts, plan, ownForkId)
    if (executionId === undefined) continue
    const end = executions.planEnd(executionId, 'Stopped: another branch of the workflow failed')
    plan.changes.push(...end.changes)
    plan.after.push(end.begin)
  }
}
