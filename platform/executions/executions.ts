import type { BodyOf, JsonObject, Routes, Transition } from '../../contract/index.ts'
import type { Caller } from '../access/auth.ts'
import type { Exit } from '../launchers/launcher.ts'
import type { Change } from '../store/store.ts'
import { createPendingWork } from '../pending-work.ts'
import type { ExecutionRow } from '../store/tables.ts'
import { watch, type Watch } from '../watch.ts'
import { createExecutionChanges, type EndSubscriber } from './changes.ts'
import { createContainers, type ContainersOptions } from './containers.ts'
import { endOverdue, type MissedLimit } from './deadlines.ts'
import { ended, failed, isQueued, newExecution, queued, shown, type NewExecution } from './life-cycle.ts'
import type { Membership } from './membership.ts'
import { createRecovery } from './recovery.ts'
import { createSignsOfLife } from './signs-of-life.ts'
import { createWorkQueue, type Wait } from './work-queue.ts'

type Update = BodyOf<Routes['transitions']['executions']['update']>

/** An execution's start or end that is not stored yet. */
export interface Planned {
  /** What the store must commit. */
  changes: Change[]
  /** What follows once it has. */
  begin: () => void
}

/** The life of executions: started in a container or claimed from a queue, kept alive by heartbeats, ended once. */
export interface Executions {
  /** Recovers what an earlier run left, and starts watching. Whoever wants to know of ends subscribes before. */
  watch(): void
  onEnd(subscriber: EndSubscriber): void
  /**
   * Starts a docker transition's container, or queues a manual transition's work. It resolves once the execution is
   * stored, before the container runs.
   */
  start(transition: Transition, input: JsonObject): Promise<ExecutionRow>
  /** As `start`, for an execution that is committed together with other changes. */
  plan(transition: Transition, input: JsonObject, step: NewExecution): Planned & { execution: ExecutionRow }
  /** Ends an execution as failed, if it has not ended, together with other changes. Its container is stopped. */
  planEnd(executionId: string, message: string): Planned
  /**
   * Claims the execution of a manual transition that was queued first, for one claimant only.
   * @param wait for how long, if the queue is empty
   * @returns undefined if the queue is empty
   */
  claim(transition: Transition, container?: string, wait?: Wait): Promise<ExecutionRow | undefined>
  /**
   * Gives a claimed execution back to its queue, for somebody else.
   * @returns undefined if nobody has claimed it
   */
  release(executionId: string): Promise<ExecutionRow | undefined>
  /** Gives a container the lease. @returns undefined if the execution is queued, or another container holds its lease */
  lease(execution: ExecutionRow, container: string): Promise<ExecutionRow | undefined>
  /** @returns undefined if the execution is queued, or another container holds its lease */
  heartbeat(execution: ExecutionRow, body: JsonObject, container?: string): Promise<ExecutionRow | undefined>
  /** @returns undefined if the execution is queued, or another container holds its lease */
  update(execution: ExecutionRow, update: Update, by: Caller): Promise<ExecutionRow | undefined>
  /**
   * Ends it as failed, and stops its container.
   * @returns undefined if it has already ended
   */
  cancel(executionId: string, message: string, by: string): Promise<ExecutionRow | undefined>
  /** Stops watching and every container, and waits for their ends. */
  stop(): Promise<void>
}

/** What executions are made of. */
export interface ExecutionsOptions extends Omit<ContainersOptions, 'onEnd'> {
  /** This platform among those that use the store. */
  membership: Membership
  /** Whether others may use it. */
  isShared: boolean
}

/** Puts queue, containers, deadlines and recovery together. It watches nothing until `watch`. */
export function createExecutions(options: ExecutionsOptions): Executions {
  const { store, clock, membership, isShared, onError } = options
  const onEvent: typeof options.onEvent = (event) => {
    options.onEvent(event)
    if (event.type !== 'queued') return
    const { transitionId } = event.execution
    queue.wake(transitionId)
    if (membership.hasOthers()) store.notify(transitionId)
  }
  const { change, changeLeased, tellEnd, onEnd } = createExecutionChanges({ store, clock, onEvent })
  const containers = createContainers({ ...options, onEvent, onEnd: containerEnded })
  const tellStart = (row: ExecutionRow) => onEvent({ type: 'started', execution: shown(row) })
  const queue = createWorkQueue({ store, clock, change, onClaimed: tellStart })
  /** Nothing is launched before: recovery first removes the containers that it doesn't know. */
  const recovered = Promise.withResolvers<void>()
  let watching: Watch | undefined

  async function fail(executionId: string, message: string): Promise<void> {
    await change(executionId, () => failed(clock, message))
  }

  /**
   * A container that is watched here has ended. An execution that another platform has adopted is not this one's to end. A
   * container of a `completedConfig` need not know executions: it has succeeded if it exits with 0.
   */
  async function containerEnded(executionId: string, message: string, exit: Exit | undefined): Promise<void> {
    await change(executionId, ({ instanceId, completes }) => {
      if (instanceId !== membership.id) return undefined
      return completes && exit?.code === 0 ? { status: 'succeeded', ...ended(clock) } : failed(clock, message)
    })
  }

  const { beat, recordLaunch, recordLoss, recordUnseen } = createSignsOfLife({
    store,
    clock,
    change,
    onLaunch: (executionId) => onEvent({ type: 'launched', executionId }),
  })

  /** What containers have told and the store does not yet know. */
  const unrecorded = createPendingWork(onError)

  function launch(transition: Transition, { executionId, logId }: ExecutionRow): void {
    if (!logId) return
    const onStart = () => unrecorded.keep(recordLaunch(executionId))
    const onLost = () => unrecorded.keep(recordLoss(executionId))
    containers.start({ transition, executionId, logId, onStart, onLost })
  }

  async function failOverdue(
    executionId: string,
    { message, timedOut }: MissedLimit,
    isSo: (row: ExecutionRow) => boolean,
  ): Promise<void> {
    const row = await change(executionId, (seen) =>
      isSo(seen) ? failed(clock, message, { timedOut }) : undefined,
    )
    if (row) containers.stop(executionId)
  }

  async function adopt({ executionId, instanceId }: ExecutionRow): Promise<boolean> {
    const adopted = await change(executionId, (row) =>
      row.instanceId === instanceId ? { instanceId: membership.id } : undefined,
    )
    return adopted !== undefined
  }

  function startWatching(): void {
    const services = {
      store,
      containers,
      memberId: membership.id,
      adopt,
      launch,
      recordLaunch,
      recordUnseen,
      fail,
    }
    const recovery = createRecovery(services, { membership, isShared, onError })
    void recovery.recovered.then(recovered.resolve)
    watching = watch({
      clock,
      act: async () => {
        await recovery.sweep(clock.now()).catch(onError)
        await endOverdue({ store, clock, requeue: queue.requeue, fail: failOverdue })
      },
      onError,
    })
  }

  const plan: Executions['plan'] = (transition, input, step) => {
    const { execution, changes } = newExecution(transition, input, clock, {
      ...step,
      instanceId: membership.id,
    })
    if (isQueued(execution))
      return { execution, changes, begin: () => onEvent({ type: 'queued', execution: shown(execution) }) }
    return {
      execution,
      changes,
      begin() {
        tellStart(execution)
        void recovered.promise.then(() => launch(transition, execution))
      },
    }
  }

  return {
    watch: startWatching,
    onEnd,

    async start(transition, input) {
      const { execution, changes, begin } = plan(transition, input, {})
      await store.commit(changes)
      begin()
      return execution
    },

    plan,

    planEnd(executionId, message) {
      let after: ExecutionRow | undefined
      const to = (row: ExecutionRow) => {
        after = row.status === 'running' ? { ...row, ...failed(clock, message) } : undefined
        return after ?? row
      }
      return {
        changes: [{ update: 'executions', id: executionId, ifThere: true, to }],
        begin() {
          if (after) tellEnd(after)
          containers.stop(executionId)
        },
      }
    },

    claim: queue.claim,

    release: (executionId) =>
      changeLeased(executionId, undefined, ({ transitionId }) => queued(transitionId)),

    lease: (execution, container) => changeLeased(execution, container, () => ({})),

    async heartbeat(execution, body, container) {
      const { executionId } = execution
      const beating = await beat(execution)
      const row = await changeLeased(execution, container, () => beating)
      if (row) onEvent({ type: 'heartbeat', executionId, body })
      return row
    },

    update: (execution, { status, startTime, ...given }, { id, container }) =>
      changeLeased(execution, container, () => ({
        ...given,
        // Null says nothing: what is being worked on has a start.
        ...(startTime && { startTime }),
        ...(status && { status, completedBy: id, ...ended(clock) }),
      })),

    async cancel(executionId, message, by) {
      const outcome = { status: 'failed', error: { message }, completedBy: by } as const
      const row = await change(executionId, () => ({ ...outcome, ...ended(clock) }))
      if (row) containers.stop(row.executionId)
      return row
    },

    async stop() {
      queue.close()
      if (watching) await Promise.all([watching.stop(), recovered.promise])
      await containers.stopAll()
      await unrecorded.settled()
      await membership.leave()
    },
  }
}
