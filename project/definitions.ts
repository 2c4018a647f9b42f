import { createHash } from 'node:crypto'
import { isObject } from '../contract/is-object.ts'
import { groupsOf } from '../platform/workflows/language/structure.ts'

/** What stands in a definition for the id of a transition before it is deployed: an id that nothing has. */
export function placeholderOf(transition: string): string {
  return `las:transition:${createHash('sha256').update(transition).digest('hex').slice(0, 32)}`
}

/** Whether a Resource is an id, and not a name in the project. */
export const isId = (resource: string) => /^(las|arn):/.test(resource)

/** A Task at any depth of a definition. */
export interface TaskPlace {
  resource: unknown
  /** Of its Resource. */
  path: readonly PropertyKey[]
}

/** The Tasks of a definition, at every depth. */
export function* tasksOf(group: unknown, path: readonly PropertyKey[] = []): Generator<TaskPlace> {
  for (const [name, state] of statesOf(group)) {
    const place = [...path, 'States', name]
    if (state['Type'] === 'Task') yield { resource: state['Resource'], path: [...place, 'Resource'] }
    for (const [inner, ...where] of groupsOf(state)) yield* tasksOf(inner, [...place, ...where])
  }
}

/** The names of all states, at every depth. */
export function namesOf(group: unknown): string[] {
  return statesOf(group).flatMap(([name, state]) => [
    name,
    ...groupsOf(state).flatMap(([inner]) => namesOf(inner)),
  ])
}

function statesOf(group: unknown): [string, Record<string, unknown>][] {
  const states = isObject(group) && isObject(group['States']) ? Object.entries(group['States']) : []
  return states.flatMap(([name, state]): [string, Record<string, unknown>][] =>
    isObject(state) ? [[name, state]] : [],
  )
}

/**
 * A definition as the platform takes it: with the ids of transitions for their names, and without what is for editors.
 * @param idOf the id of a transition of the project
 */
export function resolveDefinition(definition: unknown, idOf: (name: string) => string): unknown {
  const resolved: unknown = structuredClone(definition)
  if (!isObject(resolved)) return resolved
  delete resolved['$schema']
  for (const { resource, path } of tasksOf(resolved)) {
    if (typeof resource !== 'string' || isId(resource)) continue
    const task = path.slice(0, -1).reduce<unknown>((inner, step) => stepInto(inner, step), resolved)
    if (isObject(task)) task['Resource'] = idOf(resource)
  }
  return resolved
}

const stepInto = (value: unknown, step: PropertyKey): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, step) : undefined
