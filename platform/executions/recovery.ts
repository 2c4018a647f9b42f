import { DockerParameters, type Transition, type TransitionExecutionId } from '../../contract/index.ts'
import { allRows } from '../store/all-rows.ts'
import type { Store, Where } from '../store/store.ts'
import type { ExecutionRow } from '../store/tables.ts'
import { transitionOf } from './commons.ts'
import type { Containers } from './containers.ts'
import type { Membership } from './membership.ts'

/** The grace period that a container has to end by itself after its execution's end, in milliseconds. */
const GRACE_PERIOD_MS = 30_000
/** How often containers that outlived their execution are looked for, in milliseconds. */
const SWEEP_INTERVAL_MS = 5000

/** This platform, and those that it may recover from. */
export interface RecoveryOptions {
  store: Store
  containers: Containers
  /** This platform's id. */
  memberId: string
  /** Makes an execution this platform's. @returns false if it has ended, or is another's by now */
  adopt: (execution: ExecutionRow) => Promise<boolean>
  launch: (transition: Transition, execution: ExecutionRow) => void
  /** Records that an execution's container runs, and that it shows a sign of life now. */
  recordLaunch: (executionId: string) => Promise<void>
  /** Records that nobody can see an execution's container: heartbeats are expected from now on. */
  recordUnseen: (executionId: string) => Promise<void>
  fail: (executionId: TransitionExecutionId, message: string) => Promise<void>
}

/** Cares for the containers that this platform did not start in this run: its own of an earlier run, and others'. */
export interface Recovery {
  /** Resolves once the executions of an earlier run are recovered. Nothing new is launched before. */
  readonly recovered: Promise<void>
  /** Takes the executions of dead members, and stops the containers whose executions other members have ended. */
  sweep(now: number): Promise<void>
}

/** @param isShared whether other platforms may use the store */
export function createRecovery(
  options: RecoveryOptions,
  {
    membership,
    isShared,
    onError,
  }: { membership: Membership; isShared: boolean; onError: (error: unknown) => void },
): Recovery {
  const { store, containers } = options
  const recovering = isShared ? containers.recover([], 'this platform') : recoverExecutions(options)
  const recovered = recovering.then(() => undefined, onError)
  let sweptAt = 0

  return {
    recovered,
    async sweep(now) {
      await recovered
      for (const dead of await membership.findDead()) {
        if (isShared) await failOver(dead, options)
        await membership.remove(dead)
      }
      if (!isShared || now < sweptAt + SWEEP_INTERVAL_MS) return
      sweptAt = now
      await stopOutlived(store, containers, now)
    },
  }
}

/** A member that ends an execution can't stop a container that another one watches, nor can a dead one. */
async function stopOutlived(store: Store, containers: Containers, now: number): Promise<void> {
  const isOutlived = async (executionId: string): Promise<boolean> => {
    const execution = await store.get('executions', executionId)
    if (execution?.status === 'running') return false
    return now - Date.parse(execution?.endTime ?? '1970-01-01') > GRACE_PERIOD_MS
  }
  for (const executionId of containers.watched())
    if (await isOutlived(executionId)) containers.stop(executionId)
  await containers.tidy(isOutlived)
}

/**
 * Recovers the executions of this platform's earlier run: a container that is there is watched again, one that was not
 * started yet is started, and an execution whose container is gone has failed.
 */
async function recoverExecutions(options: RecoveryOptions): Promise<void> {
  const { containers, adopt, launch, recordLaunch, recordUnseen, fail } = options
  const found = await findRunning(options, { status: 'running' })
  const { there, lost } = await containers.recover(found.map(recoverable), 'this platform')
  for (const { execution, transition } of found) {
    const { executionId, isLaunched } = execution
    const isThere = there.has(executionId)
    if (!isThere && !lost.has(executionId)) {
      if (isLaunched) await recordUnseen(executionId)
      continue
    }
    if (!(await adopt(execution))) continue
    // While no platform ran, none received its heartbeats.
    if (isThere && isLaunched) await recordLaunch(executionId)
    if (isThere || !isLaunched) launch(transition, execution)
    else await fail(executionId, 'The container ended while the platform was away')
  }
}

/**
 * Takes the executions of a dead member. Containers that only it could see live or end by their heartbeats. One that it was
 * about to start may be started a second time: the second finds that another container holds the lease.
 */
async function failOver(deadId: string, options: RecoveryOptions): Promise<void> {
  const { containers, adopt, launch, recordUnseen, fail } = options
  const found = await findRunning(options, { instanceId: deadId })
  const { there, lost } = await containers.recover(found.map(recoverable), 'any platform')
  for (const { execution, transition } of found) {
    const { executionId, isLaunched } = execution
    if (!(await adopt(execution))) continue
    if (there.has(executionId) || !isLaunched) launch(transition, execution)
    else if (lost.has(executionId))
      await fail(executionId, 'The container is gone, and so is the platform that watched it')
    else await recordUnseen(executionId)
  }
}

interface Running extends Container {
  execution: ExecutionRow
}

/** What a docker transition starts. */
interface Container {
  transition: Transition
  imageUrl: string
}

const recoverable = ({ execution: { executionId }, imageUrl }: Running) => ({ executionId, imageUrl })

/** The running executions of docker transitions that are not this platform's already. */
async function findRunning(
  { store, memberId }: RecoveryOptions,
  where: Where<ExecutionRow>,
): Promise<Running[]> {
  const found: Running[] = []
  // Thousands may be queued, of the same few transitions.
  const containers = new Map<string, Container | undefined>()
  for await (const execution of allRows(store, 'executions', where)) {
    if (execution.status !== 'running' || execution.instanceId === memberId) continue
    const key = execution.completes ? execution.executionId : execution.transitionId
    if (!containers.has(key)) containers.set(key, await containerOf(store, execution))
    const container = containers.get(key)
    if (container) found.push({ execution, ...container })
  }
  return found
}

/** @returns undefined for work that no container is started for */
async function containerOf(store: Store, execution: ExecutionRow): Promise<Container | undefined> {
  const transition = await transitionOf(store, execution)
  const { data } = DockerParameters.safeParse(transition?.parameters)
  return transition && data && { transition, imageUrl: data.imageUrl }
}
