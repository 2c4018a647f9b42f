import { TransitionId, type JsonObject } from '../../contract/index.ts'
import { badRequest } from '../problem.ts'
import type { Store } from '../store/store.ts'
import type { WorkflowRow } from '../store/tables.ts'
import { allRows } from './rows.ts'

const WHERE = 'body.specification.definition'
/** Transitions that the platform owns, and that no store holds. */
const OWNED_BY_PLATFORM = 'las:transition:commons-'

/**
 * Checks of a workflow's definition what makes it unusable for certain: that it has states, that it starts at one of
 * them, and that each Task's `Resource` is a transition that exists.
 * @throws Problem 400, which names the state
 */
export async function checkDefinition(store: Store, definition: JsonObject): Promise<void> {
  const { StartAt: start, States: states } = definition
  if (!isObject(states) || Object.keys(states).length === 0)
    throw badRequest(`${WHERE}.States: expected an object with a state or more`)
  if (typeof start !== 'string' || !Object.hasOwn(states, start))
    throw badRequest(`${WHERE}.StartAt: expected the name of one of the States`)
  for (const [name, state] of Object.entries(states)) {
    if (!isObject(state) || typeof state['Type'] !== 'string')
      throw badRequest(`${WHERE}.States.${name}: expected an object with a Type`)
    if (state['Type'] === 'Task' && !(await isTransition(store, state['Resource'])))
      throw badRequest(`${WHERE}.States.${name}.Resource: expected the id of a transition that exists`)
  }
}

/** The workflows that have a Task done by a transition. */
export async function workflowsThatUse(store: Store, transitionId: string): Promise<string[]> {
  const found: string[] = []
  for await (const workflow of allRows(store, 'workflows')) {
    if (resourcesOf(workflow).includes(transitionId)) found.push(workflow.workflowId)
  }
  return found
}

function resourcesOf({ specification }: WorkflowRow): unknown[] {
  const states = specification.definition['States']
  return isObject(states) ? Object.values(states).map((state) => isObject(state) && state['Resource']) : []
}

/** Whether it is the id of a transition that exists. */
export async function isTransition(store: Store, resource: unknown): Promise<boolean> {
  if (!TransitionId.safeParse(resource).success) return false
  const id = String(resource)
  return id.startsWith(OWNED_BY_PLATFORM) || (await store.get('transitions', id)) !== undefined
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
