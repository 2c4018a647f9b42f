import type { Clock, TransitionExecutionId } from '../../contract/index.ts'
import type { Store } from '../store/store.ts'
import type { ExecutionRow } from '../store/tables.ts'
import type { ChangeExecution } from './changes.ts'
import { transitionOf } from './commons.ts'
import { deadlineOf } from './deadlines.ts'

/** What moves an execution's deadline while it runs. */
export interface SignsOfLife {
  /** What its heartbeat changes. From the first on, heartbeats are expected. */
  beat(execution: ExecutionRow): Promise<Partial<ExecutionRow>>
  /** Its container runs. */
  recordLaunch(executionId: string): Promise<void>
  /** Its container is gone, and another will be started. */
  recordLoss(executionId: string): Promise<void>
  /** Nobody can see its container: heartbeats are all that tells that it lives. */
  recordUnseen(executionId: string): Promise<void>
}

/** @param onLaunch told of each container that runs */
export function createSignsOfLife({
  store,
  clock,
  change,
  onLaunch,
}: {
  store: Store
  clock: Clock
  change: ChangeExecution
  onLaunch: (executionId: TransitionExecutionId) => void
}): SignsOfLife {
  /** A change of an execution with the deadline that it has then. */
  async function withDeadline(execution: ExecutionRow, changed: Partial<ExecutionRow>) {
    const transition = await transitionOf(store, execution)
    const due = deadlineOf({ ...execution, ...changed }, transition, clock.now())
    return { ...changed, due }
  }

  async function record(executionId: string, changed: Partial<ExecutionRow>) {
    const execution = await store.get('executions', executionId)
    const dated = execution && (await withDeadline(execution, changed))
    return dated && change(executionId, () => dated)
  }

  return {
    beat: (execution) => withDeadline(execution, { isBeating: true }),
    async recordLaunch(executionId) {
      if (await record(executionId, { isLaunched: true })) onLaunch(executionId)
    },
    async recordLoss(executionId) {
      await record(executionId, { isLaunched: false, isBeating: false })
    },
    async recordUnseen(executionId) {
      await record(executionId, { isBeating: true })
    },
  }
}
