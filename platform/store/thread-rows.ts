import type { TransitionExecutionId, WorkflowExecutionId, WorkflowId } from '../../contract/index.ts'

/** How many threads are read at a time: each may have as much data as a state. */
export const THREADS_IN_A_PAGE = 50

/** Why a state failed, as it is kept. */
interface Failure {
  Error: string
  Cause: string
  ofBranch?: boolean
}

/**
 * One way through states: an execution's own, a branch of a Parallel, an item of a Map. It is all that there is to know of
 * where an execution is: whoever reads it can go on from there.
 */
export interface ThreadRow {
  threadId: string
  workflowExecutionId: WorkflowExecutionId
  workflowId: WorkflowId
  /**
   * - `ready`: its state has not begun.
   * - `waiting`: for a Wait's end. `working`: for its `executionId`. `forked`: for its branches.
   * - `held`: for somebody to move it on, after its `failure`.
   * - `queued`: for fewer of its Map's items to be under way.
   * - `ended`: for the other branches, with its `output` or its `failure`.
   * - `removing`: no way through states, but threads and forks that are left to remove.
   * - `limit`: no way through states, but the end of the whole execution's time.
   */
  phase: 'ready' | 'waiting' | 'working' | 'forked' | 'held' | 'queued' | 'ended' | 'removing' | 'limit'
  /** When there is something to do, in milliseconds since the epoch; null: once something else has happened. */
  due: number | null
  /** Changes with each change: what was planned for another version is not done. */
  version: number
  /** The states around its own, from the outermost, each with the number of the group that the next stands in. */
  path: [state: string, group: number][]
  /** How events call the way: `` for the execution's own, `Each[3]` for the item 3 of the Map Each. */
  branch: string
  state: string
  /** The state's raw input. */
  input: unknown
  /** When the state was entered, in milliseconds since the epoch. */
  enteredAt: number
  /** How often each of the state's retriers has been used. */
  attempts: number[]
  /** The transition execution that it waits for. */
  executionId?: TransitionExecutionId | undefined
  /** When its state has no more time for that, in milliseconds since the epoch. */
  timeoutAt?: number | null | undefined
  /** Its branches, while it is forked. */
  ownForkId?: string | undefined
  /** What it is a branch of; empty: nothing. */
  forkId: string
  /** Which branch. */
  index: number
  /** A Map's item, in the context object. */
  item?: { Index: number; Value: unknown } | undefined
  /** How often platforms have died since one resumed the thread at its state, and which has resumed it last. */
  recoveries?: { count: number; by: string } | undefined
  output?: unknown
  failure?: Failure | undefined
}

/** Branches that are under way, and what becomes of them as a whole. */
export interface ForkRow {
  forkId: string
  workflowExecutionId: WorkflowExecutionId
  /** The thread that has forked. */
  threadId: string
  /** When its thread can go on, in milliseconds since the epoch; null while there are branches to wait for. */
  due: number | null
  /** Branches that have not ended. */
  open: number
  failed: number
  /** How many branches there are, and how many of them have been added; absent: all. */
  count?: number
  added?: number
  /** How many may fail. */
  tolerated: number
  /** Whether the definition says so. */
  hasTolerance: boolean
  /** The failure that was one too many. */
  failure?: Failure
  /** As a thread's: since one resumed the fork with as many branches added and open. */
  recoveries?: ThreadRow['recoveries']
}
