import type { BodyOf, JsonObject, Routes, Transition, TransitionExecution } from '../contract/index.ts'
import type { Caller } from './auth.ts'
import { transitionOf } from './commons.ts'
import { createContainers, type ContainersOptions } from './containers.ts'
import type { Exit } from './launchers/launcher.ts'
import { endOverdue } from './end-overdue.ts'
import { failedNow, over } from './execution-end.ts'
import { newExecution, type NewExecution, type Planned } from './new-execution.ts'
import { heldBy, isHeldByAnother } from './holder.ts'
import type { Instance } from './instances.ts'
import type { Change } from './store/store.ts'
import type { ExecutionRow } from './store/tables.ts'
import { dueTime, type missedLimit } from './time-limits.ts'
import { takeUpExecutions } from './take-up.ts'
import { watch } from './watch.ts'
import { createWorkQueue, isWaiting, waiting } from './work-queue.ts'

type Update = BodyOf<Routes['transitions']['executions']['update']>

/** The life of executions: started in a container or taken from a queue, kept alive by heartbeats, ended once. */
export interface Executions {
  /**
   * Starts a docker transition's container, or puts a manual transition's work in its queue. It resolves once the
   * execution is kept, before the container runs.
   */
  start(transition: Transition, input: JsonObject): Promise<ExecutionRow>
  /** As `start`, for what must be kept together with other changes. */
  plan(transition: Transition, input: JsonObject, step: NewExecution): Planned
  /** Ends an execution as failed, if it has not ended, together with other changes. Its container is stopped. */
  planEnd(executionId: string, message: string): Pick<Planned, 'changes' | 'begin'>
  /**
   * Hands out the execution of a manual transition that waits longest, to one taker only.
   * @returns undefined if none waits
   */
  take(transitionId: string, container?: string): Promise<ExecutionRow | undefined>
  /**
   * Lets an execution of a manual transition wait again, for somebody else.
   * @returns undefined if the execution is not being worked on
   */
  giveBack(executionId: string): Promise<ExecutionRow | undefined>
  /** Puts an execution in a container's hands. @returns undefined if it is not being worked on, or in another's */
  hold(executionId: string, container: string): Promise<ExecutionRow | undefined>
  /** @returns undefined if the execution is not being worked on, or is in the hands of another container */
  heartbeat(executionId: string, body: JsonObject, container?: string): Promise<ExecutionRow | undefined>
  /** @returns undefined if the execution is not being worked on, or is in the hands of another container */
  update(executionId: string, update: Update, by: Caller): Promise<ExecutionRow | undefined>
  /**
   * Ends it as failed, and stops its container.
   * @returns undefined if the execution no longer runs
   */
  cancel(executionId: string, message: string, by: string): Promise<ExecutionRow | undefined>
  /** Stops watching and every container, and waits for their ends. */
  stop(): Promise<void>
}

export interface ExecutionsOptions extends Omit<ContainersOptions, 'onEnd'> {
  /** What else changes when an execution ends. */
  planNext: (execution: ExecutionRow) => Change[]
  /** Told of an execution's end once it is kept. */
  onEnded: (execution: ExecutionRow) => void
  /** This platform among those that use the store. */
  instance: Instance
  /** Whether others may use it. */
  isShared: boolean
}

export function createExecutions({ planNext, onEnded, ...options }: ExecutionsOptions): Executions {
  const { store, clock, instance, isShared, onEvent, onError } = options

  /** All changes of one execution go through here: one that has ended stays as it is. */
  async function change(
    executionId: string,
    changes: (row: ExecutionRow) => Partial<ExecutionRow> | undefined,
  ) {
    const seen = await store.get('executions', executionId)
    if (seen?.status !== 'running') return undefined
    let [before, after] = [seen, seen]
    const to = (row: ExecutionRow) => {
      const changed = row.status === 'running' ? changes(row) : undefined
      if (changed) [before, after] = [row, { ...row, ...changed }]
      return changed && after
    }
    const wanted = changes(seen)
    if (!wanted) return undefined
    // Whether it ends does not depend on how it is by then.
    const isEnd = (wanted.status ?? 'running') !== 'running'
    const next = isEnd ? planNext(seen) : []
    if (!(await store.commit([{ update: 'executions', id: executionId, to }, ...next]))) return undefined
    if (isEnd) tellEnd(after)
    else if (isWaiting(after) && !isWaiting(before)) onEvent({ type: 'queued', execution: shown(after) })
    return after
  }

  function tellEnd(row: ExecutionRow): void {
    onEvent({ type: 'ended', execution: shown(row), output: row.output, error: row.error })
    onEnded(row)
  }

  /** As `change`, for those who work on an execution: nobody does while it waits, and of containers only one. */
  const changeTaken = (
    executionId: string,
    container: string | undefined,
    changes: (row: ExecutionRow) => Partial<ExecutionRow>,
  ) =>
    change(executionId, (row) =>
      isWaiting(row) || isHeldByAnother(row, container, clock.now())
        ? undefined
        : { ...heldBy(container, clock.now()), ...changes(row) },
    )

  const failed = (message: string, more?: Partial<ExecutionRow>) => failedNow(clock, message, more)

  async function fail(executionId: string, message: string): Promise<void> {
    await change(executionId, () => failed(message))
  }

  /**
   * The container that is watched here has ended. What another platform has taken over is no longer ours to end. One of a
   * `completedConfig` may know nothing of executions: it has done what it does.
   */
  async function endHere(executionId: string, message: string, exit: Exit | undefined): Promise<void> {
    await change(executionId, ({ instanceId, completes }) => {
      if (instanceId !== instance.id) return undefined
      return completes && exit?.code === 0 ? { status: 'succeeded', ...over(clock) } : failed(message)
    })
  }

  const containers = createContainers({ ...options, onEnd: endHere })
  const tellStart = (row: ExecutionRow) => onEvent({ type: 'started', execution: shown(row) })
  const queue = createWorkQueue({ store, clock, change, onTaken: tellStart })

  /** When an execution is due next, once it is changed so. */
  async function nextDue(executionId: string, changed: Partial<ExecutionRow> = {}) {
    const execution = await store.get('executions', executionId)
    const transition = execution && (await transitionOf(store, execution))
    const due = execution && dueTime({ ...execution, ...changed }, transition, clock.now())
    return { ...changed, ...(due && { due }) }
  }

  async function noteLaunch(executionId: string): Promise<void> {
    const launched = await nextDue(executionId, { isLaunched: true })
    if (await change(executionId, () => launched)) onEvent({ type: 'launched', executionId })
  }

  async function noteLoss(executionId: string): Promise<void> {
    const lost = await nextDue(executionId, { isLaunched: false })
    await change(executionId, () => lost)
  }

  function launch(transition: Transition, { executionId, logId }: ExecutionRow): void {
    if (!logId) return
    const onStart = () => void noteLaunch(executionId).catch(onError)
    const onLost = () => void noteLoss(executionId).catch(onError)
    containers.start({ transition, executionId, logId, onStart, onLost })
  }

  async function failOverdue(
    executionId: string,
    { message, timedOut }: ReturnType<typeof missedLimit>,
    isSo: (row: ExecutionRow) => boolean,
  ): Promise<void> {
    const ended = await change(executionId, (row) => (isSo(row) ? failed(message, { timedOut }) : undefined))
    if (ended) containers.stop(executionId)
  }

  const takingUp = takeUpExecutions(
    {
      store,
      containers,
      instanceId: instance.id,
      claim: async ({ executionId, instanceId }) =>
        (await change(executionId, (row) =>
          row.instanceId === instanceId ? { instanceId: instance.id } : undefined,
        )) !== undefined,
      launch,
      noteLaunch,
      fail,
    },
    { instance, isShared, onError },
  )
  const watching = watch({
    clock,
    act: async () => {
      await takingUp.look(clock.now()).catch(onError)
      await endOverdue({ store, clock, takeBack: queue.takeBack, fail: failOverdue })
    },
    onError,
  })

  function plan(transition: Transition, input: JsonObject, step: NewExecution = {}): Planned {
    const { execution, changes } = newExecution(transition, input, clock, {
      ...step,
      instanceId: instance.id,
    })
    if (isWaiting(execution))
      return { execution, changes, begin: () => onEvent({ type: 'queued', execution: shown(execution) }) }
    return {
      execution,
      changes,
      begin() {
        tellStart(execution)
        // Containers that nobody knows are removed at first: this one must not be among them.
        void takingUp.recovered.then(() => launch(transition, execution))
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

    plan,

    planEnd(executionId, message) {
      let ended: ExecutionRow | undefined
      const to = (row: ExecutionRow) => {
        ended = row.status === 'running' ? { ...row, ...failed(message) } : undefined
        return ended ?? row
      }
      return {
        changes: [{ update: 'executions', id: executionId, ifThere: true, to }],
        begin() {
          if (ended) tellEnd(ended)
          containers.stop(executionId)
        },
      }
    },

    take: queue.take,

    giveBack: (executionId) =>
      changeTaken(executionId, undefined, ({ transitionId }) => waiting(transitionId)),

    hold: (executionId, container) => changeTaken(executionId, container, () => ({})),

    async heartbeat(executionId, body, container) {
      const due = await nextDue(executionId)
      const row = await changeTaken(executionId, container, () => due)
      if (row) onEvent({ type: 'heartbeat', executionId, body })
      return row
    },

    update: (executionId, { status, startTime, ...given }, { id, container }) =>
      changeTaken(executionId, container, () => ({
        ...given,
        // Null says nothing: what is being worked on has a start.
        ...(startTime && { startTime }),
        ...(status && { status, completedBy: id, ...over(clock) }),
      })),

    async cancel(executionId, message, by) {
      const outcome = { status: 'failed', error: { message }, completedBy: by } as const
      const row = await change(executionId, () => ({ ...outcome, ...over(clock) }))
      if (row) containers.stop(row.executionId)
      return row
    },

    async stop() {
      await watching.stop()
      await takingUp.recovered
      await containers.stopAll()
      await instance.leave()
    },
  }
}

/** An execution as the API shows it: one that waits is `running`, but has no `startTime`. */
export function shown(row: ExecutionRow): TransitionExecution {
  const { executionId, transitionId, status, input, startTime, endTime, completedBy, logId } = row
  return { executionId, transitionId, status, input, startTime, endTime, completedBy, logId }
}
