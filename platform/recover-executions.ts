import { DockerParameters, type Transition, type TransitionExecutionId } from '../contract/index.ts'
import { transitionOf } from './commons.ts'
import type { Containers } from './containers.ts'
import { allRows } from './resources/rows.ts'
import type { Store, Where } from './store/store.ts'
import type { ExecutionRow } from './store/tables.ts'

export interface RecoverOptions {
  store: Store
  containers: Containers
  /** This platform. */
  instanceId: string
  /** Makes an execution this platform's. @returns whether it was still the other's, and runs */
  claim: (execution: ExecutionRow) => Promise<boolean>
  launch: (transition: Transition, execution: ExecutionRow) => void
  /** Says that an execution's container runs: its heartbeats count from now on. */
  noteLaunch: (executionId: string) => Promise<void>
  fail: (executionId: TransitionExecutionId, message: string) => Promise<void>
}

/**
 * Takes up the executions again that ran when the platform was last here: those whose containers are there go on, those
 * whose containers have not been started get one, those whose containers are gone have failed.
 */
export async function recoverExecutions(options: RecoverOptions): Promise<void> {
  const { containers, claim, launch, noteLaunch, fail } = options
  const found = await findRunning(options, { status: 'running' })
  const { there, lost } = await containers.recover(found.map(recoverable), 'this platform')
  for (const { execution, transition } of found) {
    const { executionId, isLaunched } = execution
    const isThere = there.has(executionId)
    if (!(isThere || lost.has(executionId)) || !(await claim(execution))) continue
    // Nobody was here to take its heartbeats.
    if (isThere && isLaunched) await noteLaunch(executionId)
    if (isThere || !isLaunched) launch(transition, execution)
    else await fail(executionId, 'The container ended while the platform was away')
  }
}

/**
 * Takes over the executions of another platform that is gone. Containers that only it could see live or end by their
 * heartbeats; one that it was about to start may be started a second time, and finds the execution in the other's hands.
 */
export async function takeOver(goneId: string, options: RecoverOptions): Promise<void> {
  const { containers, claim, launch, fail } = options
  const found = await findRunning(options, { instanceId: goneId })
  const { there, lost } = await containers.recover(found.map(recoverable), 'any platform')
  for (const { execution, transition } of found) {
    const { executionId, isLaunched } = execution
    if (!(await claim(execution))) continue
    if (there.has(executionId) || !isLaunched) launch(transition, execution)
    else if (lost.has(executionId)) await fail(executionId, 'The container is gone, and so is who watched it')
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
  { store, instanceId }: RecoverOptions,
  where: Where<ExecutionRow>,
): Promise<Running[]> {
  const found: Running[] = []
  // Thousands may wait, of the same few transitions.
  const containers = new Map<string, Container | undefined>()
  for await (const execution of allRows(store, 'executions', where)) {
    if (execution.status !== 'running' || execution.instanceId === instanceId) continue
    const key = execution.completes ? execution.executionId : execution.transitionId
    if (!containers.has(key)) containers.set(key, await containerOf(store, execution))
    const container = containers.get(key)
    if (container) found.push({ execution, ...container })
  }
  return found
}

/** @returns undefined for work that nobody starts a container for */
async function containerOf(store: Store, execution: ExecutionRow): Promise<Container | undefined> {
  const transition = await transitionOf(store, execution)
  const { data } = DockerParameters.safeParse(transition?.parameters)
  return transition && data && { transition, imageUrl: data.imageUrl }
}
