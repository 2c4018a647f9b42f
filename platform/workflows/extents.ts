import type { WorkflowExecutionRow } from '../store/tables.ts'
import type { Store } from '../store/store.ts'
import type { Extent } from './plan.ts'

/** How many executions are remembered. */
const MOST_REMEMBERED = 10_000
/** After so much of its own a member asks the store again, as others may have added some. */
const ASK_AGAIN_AFTER: Extent = { events: 500, bytes: 32_000_000 }

type Of = Pick<WorkflowExecutionRow, 'executionId' | 'logId'>

/** What executions keep in the store, mostly without asking it. */
export interface Extents {
  of(execution: Of): Promise<Extent>
  /** Sets the extent of a new execution. */
  start(executionId: string, extent: Extent): void
  /** Counts what was added to an execution. */
  add(executionId: string, more: Extent): void
  /** Forgets an execution that has ended. */
  forget(executionId: string): void
}

/** The extents of executions, measured once and then kept up to date. */
export function createExtents(store: Pick<Store, 'countEvents' | 'sizeOfWorkflowExecution'>): Extents {
  /** What there is, and how much of it was added since the store was asked. */
  const known = new Map<string, { whole: Extent; eventsAdded: number; bytesAdded: number }>()

  function remember(executionId: string, whole: Extent, eventsAdded = 0, bytesAdded = 0): void {
    known.set(executionId, { whole, eventsAdded, bytesAdded })
    for (const oldest of known.keys()) {
      if (known.size <= MOST_REMEMBERED) break
      known.delete(oldest)
    }
  }

  return {
    async of({ executionId, logId }) {
      if (!logId) return { events: 0, bytes: 0 }
      const extent = known.get(executionId)
      const asksEvents = !extent || extent.eventsAdded >= ASK_AGAIN_AFTER.events
      const asksBytes = !extent || extent.bytesAdded >= ASK_AGAIN_AFTER.bytes
      if (extent && !asksEvents && !asksBytes) return extent.whole
      const whole = {
        events: asksEvents ? await store.countEvents(logId) : extent.whole.events,
        bytes: asksBytes ? await store.sizeOfWorkflowExecution(logId, executionId) : extent.whole.bytes,
      }
      remember(executionId, whole, asksEvents ? 0 : extent.eventsAdded, asksBytes ? 0 : extent.bytesAdded)
      return whole
    },
    start: remember,
    add(executionId, { events, bytes }) {
      const extent = known.get(executionId)
      if (!extent) return
      const whole = { events: extent.whole.events + events, bytes: extent.whole.bytes + bytes }
      remember(executionId, whole, extent.eventsAdded + events, extent.bytesAdded + bytes)
    },
    forget: (executionId) => void known.delete(executionId),
  }
}
