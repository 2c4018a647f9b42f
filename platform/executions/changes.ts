import type { Clock } from '../../contract/index.ts'
import type { Change, Store } from '../store/store.ts'
import type { ExecutionRow } from '../store/tables.ts'
import type { PlatformEvent } from './events.ts'
import { isLeasedToAnother, leaseTo } from './lease.ts'
import { isQueued, shown } from './life-cycle.ts'

/**
 * Changes a running execution by what `changes` makes of its row.
 * @param execution its id, or its row as it was just read
 * @returns the row as changed; undefined if it has ended, or `changes` returned undefined
 */
export type ChangeExecution = (
  execution: string | ExecutionRow,
  changes: (row: ExecutionRow) => Partial<ExecutionRow> | undefined,
) => Promise<ExecutionRow | undefined>

/** Somebody who acts when executions end. */
export interface EndSubscriber {
  /** What else changes when an execution ends: it is committed with the end. */
  planNext: (execution: ExecutionRow) => Change[]
  /** Called once the end is stored. */
  onEnded: (execution: ExecutionRow) => void
}

/** All changes of single executions: one that has ended never changes, and its end is told once. */
export interface ExecutionChanges {
  change: ChangeExecution
  /**
   * As `change`, for those who work on an execution: it is not queued, and no other container holds its lease.
   * @param container renews its lease
   */
  changeLeased(
    execution: string | ExecutionRow,
    container: string | undefined,
    changes: (row: ExecutionRow) => Partial<ExecutionRow>,
  ): Promise<ExecutionRow | undefined>
  /** Tells of an end that is stored. */
  tellEnd(row: ExecutionRow): void
  onEnd(subscriber: EndSubscriber): void
}

/** Makes conditional changes of executions, and tells subscribers of ends. */
export function createExecutionChanges({
  store,
  clock,
  onEvent,
}: {
  store: Store
  clock: Clock
  onEvent: (event: PlatformEvent) => void
}): ExecutionChanges {
  const subscribers: EndSubscriber[] = []

  const change: ChangeExecution = async (execution, changes) => {
    const isKnown = typeof execution !== 'string'
    const executionId = isKnown ? execution.executionId : execution
    const seen = isKnown ? execution : await store.get('executions', executionId)
    if (seen?.status !== 'running') return undefined
    let [before, after] = [seen, seen]
    const to = (row: ExecutionRow) => {
      const changed = row.status === 'running' ? changes(row) : undefined
      if (changed) [before, after] = [row, { ...row, ...changed }]
      return changed && after
    }
    const wanted = changes(seen)
    // A refusal is of the row as it is now.
    if (!wanted) return isKnown ? change(executionId, changes) : undefined
    // The row may change before the commit, but not whether this change is an end.
    const isEnd = (wanted.status ?? 'running') !== 'running'
    const next = isEnd ? subscribers.flatMap(({ planNext }) => planNext(seen)) : []
    if (!(await store.commit([{ update: 'executions', id: executionId, to, seen }, ...next])))
      return undefined
    if (isEnd) tellEnd(after)
    else if (isQueued(after) && !isQueued(before)) onEvent({ type: 'queued', execution: shown(after) })
    return after
  }

  function tellEnd(row: ExecutionRow): void {
    onEvent({ type: 'ended', execution: shown(row), output: row.output, error: row.error })
    for (const { onEnded } of subscribers) onEnded(row)
  }

  return {
    change,
    changeLeased: (execution, container, changes) =>
      change(execution, (row) =>
        isQueued(row) || isLeasedToAnother(row, container, clock.now())
          ? undefined
          : { ...leaseTo(container, clock.now()), ...changes(row) },
      ),
    tellEnd,
    onEnd: (subscriber) => void subscribers.push(subscriber),
  }
}
