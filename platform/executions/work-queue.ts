import type { Clock, Transition } from '../../contract/index.ts'
import type { Store } from '../store/store.ts'
import type { ExecutionRow } from '../store/tables.ts'
import { timestamp } from '../timestamp.ts'
import type { ChangeExecution } from './changes.ts'
import { deadlineOf, isDue } from './deadlines.ts'
import { leaseTo } from './lease.ts'
import { queued } from './life-cycle.ts'
import { createWaiters } from './waiters.ts'

/**
 * The queues of manual transitions. A claimed execution is its claimant's until its outcome, or until its heartbeats stop:
 * then it is requeued, before those that came after it.
 */
export interface WorkQueue {
  /** @returns the execution that was queued first, now claimed; undefined if the queue is empty, also after the wait */
  claim(transition: Transition, container?: string, wait?: Wait): Promise<ExecutionRow | undefined>
  /** Requeues an execution whose deadline has passed. */
  requeue(executionId: string): Promise<void>
  /** Something is queued, here or by another platform: wakes a claimant who waits for it. */
  wake(transitionId: string): void
  /** Answers those who wait: none is queued. From now on nobody waits. */
  close(): void
}

/** How long a claimant waits for something to be queued. */
export interface Wait {
  ms: number
  /** Aborts when the claimant is gone. What it has claimed by then is released. */
  signal: AbortSignal
  /** Whether the claimant may still claim, after a while. */
  isAllowed: () => Promise<boolean>
}

/** The queues of all manual transitions in a store. */
export function createWorkQueue({
  store,
  clock,
  change,
  onClaimed,
}: {
  store: Store
  clock: Clock
  change: ChangeExecution
  onClaimed: (execution: ExecutionRow) => void
}): WorkQueue {
  const waiters = createWaiters(clock)
  const closing = new AbortController()
  let isListening = false

  async function claimNow(transition: Transition, container?: string): Promise<ExecutionRow | undefined> {
    const now = clock.now()
    const startTime = timestamp(clock)
    const started = { startTime, isLaunched: true, isBeating: true, ...leaseTo(container, now) }
    const due = deadlineOf(started, transition, now)
    const claimed = await store.updateFirst('executions', 'queue', transition.transitionId, {
      ...started,
      queue: null,
      due,
    })
    if (!claimed) return undefined
    onClaimed(claimed)
    // A workflow's state may have set a nearer deadline for the first heartbeat.
    const nearer = deadlineOf(claimed, transition, now)
    return nearer < due ? change(claimed.executionId, () => ({ due: nearer })) : claimed
  }

  /** Other platforms say what they queue, from the first time on that somebody waits. */
  function listen(): void {
    if (!isListening) store.listen((topic) => (topic === undefined ? waiters.wakeAll() : waiters.wake(topic)))
    isListening = true
  }

  async function claimWaiting(transition: Transition, container: string | undefined, wait: Wait) {
    const { ms, signal, isAllowed } = wait
    listen()
    const until = clock.now() + ms
    const over = AbortSignal.any([signal, closing.signal])
    for (;;) {
      const waiter = waiters.join(transition.transitionId)
      let hasLooked = false
      try {
        const claimed = over.aborted ? undefined : await claimNow(transition, container)
        if (claimed && signal.aborted) {
          await change(claimed.executionId, () => queued(transition.transitionId))
          return undefined
        }
        const left = until - clock.now()
        if (claimed || left <= 0 || over.aborted) return claimed
        await waiter.woken(left, over)
        hasLooked = !over.aborted && (await isAllowed())
        if (!hasLooked) return undefined
      } finally {
        waiter.leave(hasLooked)
      }
    }
  }

  return {
    claim: (transition, container, wait) =>
      wait ? claimWaiting(transition, container, wait) : claimNow(transition, container),

    async requeue(executionId) {
      await change(executionId, (row) => (isDue(row, clock.now()) ? queued(row.transitionId) : undefined))
    },

    wake: waiters.wake,
    close: () => closing.abort(),
  }
}
