// The platform's own transitions. They are in no table and no list.
import type { DockerParameters, JsonObject, Transition } from '../../contract/index.ts'
import type { Store } from '../store/store.ts'
import type { ExecutionRow } from '../store/tables.ts'

/** A workflow execution that comes to it ends as failed. */
export const TRANSITION_FAILED = 'las:transition:commons-failed'

/** The API wants a transition's id in every log, also in one of a workflow execution as a whole. */
export const TRANSITION_OF_WORKFLOW_LOGS = 'las:transition:commons-workflow'

/** What a workflow's `completedConfig` starts. */
const TRANSITION_COMPLETED = 'las:transition:commons-completed'

/** How long the container of a `completedConfig` may run, in seconds: as long as any may. */
const COMPLETED_TIMEOUT_S = 1800

const own = (transitionId: string, description: string, parameters: JsonObject = {}): Transition => ({
  transitionId,
  transitionType: 'docker',
  name: null,
  description,
  timeoutInSeconds: COMPLETED_TIMEOUT_S,
  parameters,
  createdBy: null,
  createdTime: null,
  updatedBy: null,
  updatedTime: null,
})

/** The transition that runs when a workflow's executions end. */
export const completedTransition = (parameters?: DockerParameters): Transition =>
  own(TRANSITION_COMPLETED, 'The completedConfig of a workflow', parameters)

const OWN: readonly Transition[] = [
  own(TRANSITION_FAILED, 'Ends a workflow execution as failed'),
  completedTransition(),
]

/** A transition of the platform's own. */
export const ownTransition = (transitionId: string): Transition | undefined =>
  OWN.find((transition) => transition.transitionId === transitionId)

/** The transition that an execution is one of: for a `completedConfig` as it was when the workflow execution ended. */
export async function transitionOf(
  store: Store,
  { transitionId, completes }: Pick<ExecutionRow, 'transitionId' | 'completes'>,
): Promise<Transition | undefined> {
  return completes ? completedTransition(completes.parameters) : store.get('transitions', transitionId)
}
