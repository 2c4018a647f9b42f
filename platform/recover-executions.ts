import { DockerParameters, type Transition, type TransitionExecutionId } from '../contract/index.ts'
import { transitionOf } from './commons.ts'
import type { Containers } from './containers.ts'
import type { Store } from './store/store.ts'
import type { ExecutionRow } from './store/tables.ts'

/** How many executions are read at a time. */
const PAGE_SIZE = 1000

export interface RecoverOptions {
  store: Store
  containers: Containers
  /** Whether an execution was started in this life of the platform. */
  isKnown: (executionId: string) => boolean
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
  const { containers, launch, noteLaunch, fail } = options
  const found = await findRunning(options)
  const { there, lost, untold } = await containers.recover(
    found.map(({ execution, imageUrl }) => ({ executionId: execution.executionId, imageUrl })),
  )
  for (const { execution, transition } of found) {
    const { executionId, isLaunched } = execution
    // Nobody was here to take its heartbeats.
    if (there.has(executionId) && isLaunched) await noteLaunch(executionId)
    const isToStart = !isLaunched && (lost.has(executionId) || untold.has(executionId))
    if (there.has(executionId) || isToStart) launch(transition, execution)
    else if (lost.has(executionId)) await fail(executionId, 'The container ended while the platform was away')
  }
}

/** The running executions of docker transitions. */
async function findRunning({ store, isKnown }: RecoverOptions) {
  const found: { execution: ExecutionRow; transition: Transition; imageUrl: string }[] = []
  let nextToken: string | null | undefined
  do {
    const page = await store.list('executions', {
      where: { status: 'running' },
      limit: PAGE_SIZE,
      nextToken: nextToken ?? undefined,
    })
    for (const execution of page.rows) {
      const transition = await transitionOf(store, execution)
      const { data } = DockerParameters.safeParse(transition?.parameters)
      if (transition && data && !isKnown(execution.executionId))
        found.push({ execution, transition, imageUrl: data.imageUrl })
    }
    ;({ nextToken } = page)
  } while (nextToken !== null)
  return found
}
