import { isObject } from '../../../contract/is-object.ts'
// Checks how the states of a definition are connected. It reads the definition as written, so that it reports these problems
// beside those of the schemas.

/** `States.Predict.Catch[0].Next` */
export const placeOf = (path: readonly PropertyKey[]) =>
  path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`))
    .join('')
    .replace(/^\./u, '')

/** Something, and the place where it stands. */
type Placed<T> = [T, ...PropertyKey[]]

/**
 * Finds unknown state names, unreachable states, and groups without an end.
 * @param seen the place of each state's name: names are unique in the whole definition
 */
export function checkStructure(
  group: unknown,
  path: readonly PropertyKey[] = [],
  seen = new Map<string, string>(),
): string[] {
  const problems: string[] = []
  const complain = (message: string, ...where: PropertyKey[]) => {
    const place = placeOf([...path, ...where])
    problems.push(place === '' ? message : `${place}: ${message}`)
  }
  if (!isObject(group) || !isObject(group['States'])) return problems
  const { StartAt: start, States: states } = group
  const exists = (name: unknown) => typeof name === 'string' && Object.hasOwn(states, name)

  if (Object.keys(states).length === 0) complain('expected a state or more', 'States')
  if (typeof start === 'string' && !exists(start))
    complain(`there is no state ${start} among its States`, 'StartAt')
  for (const [name, state] of Object.entries(states)) {
    const place = placeOf([...path, 'States', name])
    const twin = seen.get(name)
    if (twin !== undefined) complain(`a state of this name stands at ${twin} already`, 'States', name)
    seen.set(name, place)
    if (!isObject(state)) continue
    if (LEADS_ON.has(state['Type']) && (state['Next'] === undefined) === (state['End'] !== true))
      complain('expected either Next or "End": true', 'States', name)
    for (const [target, ...where] of targetsOf(state))
      if (!exists(target)) complain(`there is no state ${target} beside it`, 'States', name, ...where)
    for (const [inner, ...where] of groupsOf(state))
      problems.push(...checkStructure(inner, [...path, 'States', name, ...where], seen))
  }
  if (!exists(start)) return problems
  const reached = reach(states, String(start))
  for (const name of Object.keys(states))
    if (!reached.has(name)) complain('no way leads to it from StartAt', 'States', name)
  if (!Array.from(reached, (name) => states[name]).some((state) => mayEnd(state, exists)))
    complain('no way leads to an end', 'States')
  return problems
}

const LEADS_ON = new Set<unknown>(['Task', 'Pass', 'Wait', 'Parallel', 'Map'])

function reach(states: Record<string, unknown>, start: string): Set<string> {
  const reached = new Set<string>()
  const open = [start]
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (reached.has(name) || !Object.hasOwn(states, name)) continue
    reached.add(name)
    const state = states[name]
    if (isObject(state)) open.push(...targetsOf(state).map(([target]) => target))
  }
  return reached
}

/** Whether a state may end its group. One without a next state, or with an unknown one, is another problem. */
function mayEnd(state: unknown, exists: (name: string) => boolean): boolean {
  if (!isObject(state) || state['End'] === true) return true
  if (listOf(state['Choices']).some((rule) => isObject(rule) && rule['End'] === true)) return true
  const targets = targetsOf(state)
  return targets.length === 0 || !targets.every(([target]) => exists(target))
}

/** The names of the states that may follow a state, each with its place. */
function targetsOf(state: Record<string, unknown>): Placed<string>[] {
  const targets: Placed<unknown>[] = [
    [state['Next'], 'Next'],
    [state['Default'], 'Default'],
  ]
  for (const list of ['Catch', 'Choices'])
    for (const [index, item] of listOf(state[list]).entries())
      if (isObject(item)) targets.push([item['Next'], list, index, 'Next'])
  return targets.filter((target): target is Placed<string> => typeof target[0] === 'string')
}

/** The groups of states within a state. */
export function groupsOf(state: Record<string, unknown>): Placed<unknown>[] {
  const branches = listOf(state['Branches']).map((branch, index): Placed<unknown> => [
    branch,
    'Branches',
    index,
  ])
  return [...branches, [state['ItemProcessor'], 'ItemProcessor'], [state['Iterator'], 'Iterator']]
}

/** The transition of every Task at every depth, with its place. */
export function* resourcesOf(
  group: unknown,
  path: readonly PropertyKey[] = [],
): Generator<{ resource: unknown; place: string }> {
  const states = isObject(group) && isObject(group['States']) ? group['States'] : {}
  for (const [name, state] of Object.entries(states)) {
    if (!isObject(state)) continue
    const where = [...path, 'States', name]
    if (state['Type'] === 'Task')
      yield { resource: state['Resource'], place: placeOf([...where, 'Resource']) }
    for (const [inner, ...within] of groupsOf(state)) yield* resourcesOf(inner, [...where, ...within])
  }
}

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? value : [])
