import type { BodyOf, JsonObject, Routes, Transition, TransitionExecution } from '../contract/index.ts'
import { createContainers, type ContainersOptions } from './containers.ts'
import { newExecution } from './new-execution.ts'
import { recoverExecutions } from './recover-executions.ts'
import { timestamp } from './resources/audit.ts'
import type { Change } from './store/store.ts'
import type { ExecutionRow } from './store/tables.ts'
import { watch } from './watch.ts'
import { createWorkQueue, isWaiting } from './work-queue.ts'

/** An execution without a heartbeat for this long, in milliseconds, has timed out. */
const HEARTBEAT_LIMIT_MS = 60_000
/** How many executions whose time is up the platform ends in one go. */
const SWEEP_SIZE = 1000

type Update = BodyOf<Routes['transitions']['executions']['update']>

/** The life of executions: started in a container or taken from a queue, kept alive by heartbeats, ended once. */
export interface Executions {
  /**
   * Starts a docker transition's container, or puts a manual transition's work in its queue. It resolves once the
   * execution is kept, before the container runs.
   */
  start(transition: Transition, input: JsonObject): Promise<ExecutionRow>
  /**
   * Hands out the execution of a manual transition that waits longest, to one taker only.
   * @returns undefined if none waits
   */
  take(transitionId: string): Promise<ExecutionRow | undefined>
  /** @returns undefined if the execution is not being worked on */
  heartbeat(executionId: string, body: JsonObject): Promise<ExecutionRow | undefined>
  /** @returns undefined if the execution is not being worked on */
  update(executionId: string, update: Update, by: string): Promise<ExecutionRow | undefined>
  /**
   * Ends it as failed, and stops its container.
   * @returns undefined if the execution no longer runs
   */
  cancel(executionId: string, message: string, by: string): Promise<ExecutionRow | undefined>
  /** Stops watching and every container, and waits for their ends. */
  stop(): Promise<void>
}

export interface ExecutionsOptions extends Omit<ContainersOptions, 'onEnd'> {
  /** Told of a failure of the platform's own. */
  onError: (error: unknown) => void
}

export function createExecutions({ onError, ...options }: ExecutionsOptions): Executions {
  const { store, clock, onEvent } = options

  /** All changes of an execution go through here: one that has ended stays as it is. */
  async function change(
    executionId: string,
    changes: (row: ExecutionRow) => Partial<ExecutionRow> | undefined,
  ) {
    let wasWaiting = false
    const row = await store.update('executions', executionId, (current) => {
      wasWaiting = isWaiting(current)
      const changed = current.status === 'running' ? changes(current) : undefined
      return changed && { ...current, ...changed }
    })
    if (!row) return undefined
    if (row.status !== 'running')
      onEvent({ type: 'ended', execution: shown(row), output: row.output, error: row.error })
    else if (isWaiting(row) !== wasWaiting)
      onEvent({ type: wasWaiting ? 'started' : 'queued', execution: shown(row) })
    return row
  }

  /** As `change`, for those who work on an execution: nobody does while it waits. */
  const changeTaken: typeof change = (executionId, changes) =>
    change(executionId, (row) => (isWaiting(row) ? undefined : changes(row)))

  async function fail(executionId: string, message: string): Promise<void> {
    await change(executionId, () => ({
      status: 'failed',
      error: { message },
      endTime: timestamp(clock),
      due: null,
    }))
  }

  const containers = createContainers({ ...options, onEnd: fail })

  /** When the platform stops waiting for a running execution. A container that waits for its turn has no heart yet. */
  async function dueTime(
    execution: Pick<ExecutionRow, 'transitionId' | 'startTime' | 'isLaunched'>,
  ): Promise<number> {
    const transition = await store.get('transitions', execution.transitionId)
    const end = startOf(execution) + (transition?.timeoutInSeconds ?? 0) * 1000
    return execution.isLaunched ? Math.min(clock.now() + HEARTBEAT_LIMIT_MS, end) : end
  }

  const queue = createWorkQueue({ store, clock, change, dueTime })

  async function noteLaunch(executionId: string): Promise<void> {
    const execution = await store.get('executions', executionId)
    const due = execution && (await dueTime({ ...execution, isLaunched: true }))
    const row = await change(executionId, () => ({ isLaunched: true, ...(due && { due }) }))
    if (row) onEvent({ type: 'launched', executionId })
  }

  function launch(transition: Transition, { executionId, logId }: ExecutionRow): void {
    if (!logId) return
    const onStart = () => void noteLaunch(executionId).catch(onError)
    containers.start({ transition, executionId, logId, onStart })
  }

  /** Those that were started in this life of the platform. */
  const ours = new Set<string>()

  async function endOverdue(): Promise<void> {
    const now = clock.now()
    for (const execution of await store.overdue('executions', now, SWEEP_SIZE)) {
      const { executionId, transitionId } = execution
      const transition = await store.get('transitions', transitionId)
      if (transition?.transitionType === 'manual') {
        await queue.takeBack(executionId)
        continue
      }
      const limit = transition?.timeoutInSeconds ?? 0
      const isOver = now >= startOf(execution) + limit * 1000
      await fail(
        executionId,
        isOver
          ? `Timed out after ${limit} s, the transition's timeoutInSeconds`
          : `Timed out: no heartbeat for ${HEARTBEAT_LIMIT_MS / 1000} s`,
      )
      containers.stop(executionId)
    }
  }

  const recovered = recoverExecutions({
    store,
    containers,
    isKnown: (id) => ours.has(id),
    launch,
    noteLaunch,
    fail,
  }).catch(onError)
  const watching = watch({
    clock,
    act: async () => {
      await recovered
      await endOverdue()
    },
    onError,
  })

  function plan(transition: Transition, input: JsonObject): Planned {
    const { execution, changes } = newExecution(transition, input, clock)
    const { executionId } = execution
    if (isWaiting(execution))
      return { execution, changes, begin: () => onEvent({ type: 'queued', execution: shown(execution) }) }
    // Until it is launched it may not be taken for one that an earlier life left.
    ours.add(executionId)
    return {
      execution,
      changes,
      begin() {
        onEvent({ type: 'started', execution: shown(execution) })
        // Containers that nobody knows are removed at first: this one must not be among them.
        void recovered.then(() => {
          ours.delete(executionId)
          launch(transition, execution)
        })
      },
    }
  }

  return {
    async start(transition, input) {
      const { execution, changes, begin } = plan(transition, input)
      await store.commit(changes)
      begin()
      return execution
    },

    take: queue.take,

    async heartbeat(executionId, body) {
      const execution = await store.get('executions', executionId)
      const due = execution && (await dueTime(execution))
      const row = await changeTaken(executionId, () => ({ ...(due && { due }) }))
      if (row) onEvent({ type: 'heartbeat', executionId, body })
      return row
    },

    update: (executionId, { status, ...given }, by) =>
      changeTaken(executionId, () =>
        status ? { ...given, status, completedBy: by, endTime: timestamp(clock), due: null } : given,
      ),

    async cancel(executionId, message, by) {
      const outcome = { status: 'failed', error: { message }, completedBy: by } as const
      const row = await change(executionId, () => ({ ...outcome, endTime: timestamp(clock), due: null }))
      if (row) containers.stop(row.executionId)
      return row
    },

    async stop() {
      await watching.stop()
      await recovered
      await containers.stopAll()
    },
  }
}

/** An execution that isn't kept yet: what the store has to take, and what follows once it has. */
interface Planned {
  execution: ExecutionRow
  changes: Change[]
  begin: () => void
}

/** In milliseconds since the epoch. */
const startOf = ({ startTime }: Pick<ExecutionRow, 'startTime'>) => Date.parse(startTime ?? '')

/** An execution as the API shows it: one that waits is `running`, but has no `startTime`. */
export function shown({
  due: _due,
  isLaunched: _isLaunched,
  queue: _queue,
  output: _output,
  error: _error,
  ...execution
}: ExecutionRow): TransitionExecution {
  return execution
}
