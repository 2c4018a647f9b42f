import { isObject } from '../../../contract/is-object.ts'
import { REJECTED, RETRY } from './errors.ts'
import { groupsOf, placeOf } from './structure.ts'

/** What a Task may fail with, and the names that match several of these. */
const OF_TASKS: readonly string[] = [
  'States.ALL',
  'States.TaskFailed',
  'States.Timeout',
  'States.HeartbeatTimeout',
  'States.DataLimitExceeded',
  REJECTED,
  RETRY,
]
/** What a Parallel or a Map may fail with besides. */
const OF_BRANCHES: readonly string[] = ['States.BranchFailed', 'States.ExceedToleratedFailureThreshold']

/**
 * What a valid definition can't mean, each with its place: names in an `ErrorEquals` that nothing in the state fails with.
 * @param group the definition, or the states within a state
 */
export function warningsOf(group: unknown, path: readonly PropertyKey[] = []): string[] {
  const states = isObject(group) && isObject(group['States']) ? group['States'] : {}
  return Object.entries(states).flatMap(([name, state]) => {
    if (!isObject(state)) return []
    const place = [...path, 'States', name]
    const inner = groupsOf(state).flatMap(([within, ...where]) => warningsOf(within, [...place, ...where]))
    return [...unknownErrors(state, place), ...inner]
  })
}

function unknownErrors(state: Record<string, unknown>, place: readonly PropertyKey[]): string[] {
  const possible = possibleErrors(state)
  if (!possible) return []
  return ['Retry', 'Catch'].flatMap((field) =>
    listOf(state[field]).flatMap((handler, index) =>
      listOf(isObject(handler) ? handler['ErrorEquals'] : undefined).flatMap((name) =>
        typeof name !== 'string' || possible.has(name)
          ? []
          : [`${placeOf([...place, field, index, 'ErrorEquals'])}: ${whyNot(name)}`],
      ),
    ),
  )
}

function whyNot(name: string): string {
  if (name === 'States.Runtime') return 'nothing retries or catches States.Runtime'
  return `nothing here fails with ${name}: a transition's error has a message and no name. Let it succeed with an output that says what it found, and ask for that in a Choice`
}

/** @returns undefined where a Fail state takes its error from the data */
function possibleErrors(state: Record<string, unknown>): ReadonlySet<string> | undefined {
  if (state['Type'] === 'Task') return new Set(OF_TASKS)
  const failing = failStatesIn(state)
  if (failing.some((fail) => fail['ErrorPath'] !== undefined)) return undefined
  const own = failing.flatMap(({ Error: error }) => (typeof error === 'string' ? [error] : []))
  return new Set([...OF_TASKS, ...OF_BRANCHES, ...own])
}

function failStatesIn(state: Record<string, unknown>): Record<string, unknown>[] {
  return groupsOf(state)
    .flatMap(([group]) =>
      isObject(group) && isObject(group['States']) ? Object.values(group['States']) : [],
    )
    .filter(isObject)
    .flatMap((inner) => (inner['Type'] === 'Fail' ? [inner] : failStatesIn(inner)))
}

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])
