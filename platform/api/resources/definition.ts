import { TransitionId, type JsonObject } from '../../../contract/index.ts'
import { TRANSITION_FAILED } from '../../executions/commons.ts'
import { badRequest } from '../../problem.ts'
import type { Store } from '../../store/store.ts'
import { readDefinition } from '../../workflows/language/definition.ts'
import { resourcesOf } from '../../workflows/language/structure.ts'
import { allRows } from '../../store/all-rows.ts'

const WHERE = 'body.specification.definition'

/**
 * Checks a workflow's definition: that it is one in the Amazon States Language, and that each Task's `Resource` is a
 * transition that exists.
 * @throws Problem 400, which names all that is wrong, each with its state and field
 */
export async function checkDefinition(store: Store, definition: JsonObject): Promise<void> {
  const reading = readDefinition(definition)
  const problems = 'problems' in reading ? reading.problems : []
  for (const { resource, place } of resourcesOf(definition))
    if (TransitionId.safeParse(resource).success && !(await isTransition(store, resource)))
      problems.push(`${place}: there is no transition ${String(resource)}`)
  if (problems.length > 0) throw badRequest(problems.map((problem) => `${WHERE}.${problem}`).join('; '))
}

/** The workflows that have a Task done by a transition. */
export async function workflowsThatUse(store: Store, transitionId: string): Promise<string[]> {
  const found: string[] = []
  for await (const { workflowId, specification } of allRows(store, 'workflows'))
    if (JSON.stringify(specification.definition).includes(JSON.stringify(transitionId)))
      found.push(workflowId)
  return found
}

/** Whether it is the id of a transition that exists. */
export async function isTransition(store: Store, resource: unknown): Promise<boolean> {
  if (!TransitionId.safeParse(resource).success) return false
  const id = String(resource)
  return id === TRANSITION_FAILED || (await store.get('transitions', id)) !== undefined
}
