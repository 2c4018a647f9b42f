import type { BodyOf, JsonObject, Routes, Transition, TransitionExecution } from '../contract/index.ts'
import { createContainers, type ContainersOptions } from './containers.ts'
import { newId } from './new-id.ts'
import { recoverExecutions } from './recover-executions.ts'
import { timestamp } from './resources/audit.ts'
import type { ExecutionRow } from './store/tables.ts'
import { watch } from './watch.ts'

/** An execution without a heartbeat for this long, in milliseconds, has timed out. */
const HEARTBEAT_LIMIT_MS = 60_000
/** How many executions whose time is up the platform ends in one go. */
const SWEEP_SIZE = 1000

type Update = BodyOf<Routes['transitions']['executions']['update']>

/** The life of executions: started in a container, kept alive by heartbeats, ended once. */
export interface Executions {
  /** Starts a docker transition's container. It resolves once the execution is kept, before the container runs. */
  start(transition: Transition, input: JsonObject): Promise<ExecutionRow>
  /** @returns undefined if the execution no longer runs */
  heartbeat(executionId: string, body: JsonObject): Promise<ExecutionRow | undefined>
  /** @returns undefined if the execution no longer runs */
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
  async function change(executionId: string, changes: (row: ExecutionRow) => Partial<ExecutionRow>) {
    const row = await store.update('executions', executionId, (current) =>
      current.status === 'running' ? { ...current, ...changes(current) } : undefined,
    )
    if (row && row.status !== 'running')
      onEvent({ type: 'ended', execution: shown(row), output: row.output, error: row.error })
    return row
  }

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
    const end = Date.parse(execution.startTime ?? '') + (transition?.timeoutInSeconds ?? 0) * 1000
    return execution.isLaunched ? Math.min(clock.now() + HEARTBEAT_LIMIT_MS, end) : end
  }

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

  async function failOverdue(): Promise<void> {
    const now = clock.now()
    for (const { executionId, transitionId, startTime } of await store.overdue(
      'executions',
      now,
      SWEEP_SIZE,
    )) {
      const limit = (await store.get('transitions', transitionId))?.timeoutInSeconds ?? 0
      const isOver = now >= Date.parse(startTime ?? '') + limit * 1000
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
      await failOverdue()
    },
    onError,
  })

  return {
    async start(transition, input) {
      const { transitionId } = transition
      const startTime = timestamp(clock)
      const [executionId, logId] = [newId('transition-execution'), newId('log')]
      const due = await dueTime({ transitionId, startTime })
      const execution: ExecutionRow = {
        executionId,
        transitionId,
        status: 'running',
        input,
        startTime,
        endTime: null,
        completedBy: null,
        logId,
        due,
      }
      await store.insert('logs', {
        logId,
        transitionId,
        transitionExecutionId: executionId,
        startTime,
        workflowId: null,
        workflowExecutionId: null,
      })
      await store.insert('executions', execution)
      onEvent({ type: 'started', execution: shown(execution) })
      ours.add(executionId)
      // Containers that nobody knows are removed at first: this one must not be among them.
      void recovered.then(() => {
        ours.delete(executionId)
        launch(transition, execution)
      })
      return execution
    },

    async heartbeat(executionId, body) {
      const execution = await store.get('executions', executionId)
      const due = execution && (await dueTime(execution))
      const row = await change(executionId, () => ({ ...(due && { due }) }))
      if (row) onEvent({ type: 'heartbeat', executionId, body })
      return row
    },

    update: (executionId, { status, ...given }, by) =>
      change(executionId, () =>
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

/** An execution as the API shows it. */
export function shown({
  due: _due,
  isLaunched: _isLaunched,
  output: _output,
  error: _error,
  ...execution
}: ExecutionRow): TransitionExecution {
  return execution
}
