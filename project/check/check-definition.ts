import { readDefinition } from '../../platform/workflows/language/definition.ts'
import { placeOf } from '../../platform/workflows/language/structure.ts'
import { warningsOf } from '../../platform/workflows/language/warnings.ts'
import { isId, namesOf, placeholderOf, resolveDefinition, tasksOf } from '../definitions.ts'
import { didYouMean, nearest } from '../nearest.ts'
import type { Fault } from './fault.ts'
import type { JsonText } from './json-text.ts'

/**
 * What is wrong with a workflow's definition, each with its place in the file.
 * @param transitions the names of the project's
 */
export function checkDefinition(json: JsonText, transitions: readonly string[]): Fault[] {
  const { value: definition } = json
  if (definition === undefined) return json.faults
  const unknown = Array.from(tasksOf(definition)).flatMap(({ resource, path }) => {
    if (typeof resource !== 'string' || isId(resource) || transitions.includes(resource)) return []
    const meant = didYouMean(resource, transitions) || `: there are ${transitions.join(', ')}`
    return [json.faultAt(path, `${placeOf(path)}: there is no transition ${resource} in the project${meant}`)]
  })
  const resolved = resolveDefinition(definition, placeholderOf)
  const reading = readDefinition(resolved)
  const problems = 'problems' in reading ? reading.problems : []
  const places = placesIn(definition)
  const states = namesOf(definition)
  const meant = problems.flatMap((problem) => meantState(problem, states) ?? [])
  // Nothing leads there for now: that follows from the name that is misspelt.
  const isConsequence = (problem: string) =>
    meant.some((name) => problem.endsWith(`States.${name}: no way leads to it from StartAt`))
  const locate = (problem: string) => {
    const state = meantState(problem, states)
    return json.faultAt(
      pathOf(problem, places),
      state === undefined ? problem : `${problem}: did you mean ${state}?`,
    )
  }
  return [
    ...json.faults,
    ...unknown,
    ...problems.filter((problem) => !isConsequence(problem)).map(locate),
    ...warningsOf(resolved).map((warning) => ({ ...locate(warning), isWarning: true })),
  ]
}

/** The paths of all values, by how problems name their places. */
function placesIn(value: unknown, path: readonly PropertyKey[] = []): Map<string, readonly PropertyKey[]> {
  const places = new Map([[placeOf(path), path]])
  if (typeof value !== 'object' || value === null) return places
  for (const [name, inner] of Object.entries(value))
    for (const [place, found] of placesIn(inner, [...path, Array.isArray(value) ? Number(name) : name]))
      places.set(place, found)
  return places
}

/** The place that a problem begins with, or what is around it. */
function pathOf(
  problem: string,
  places: ReadonlyMap<string, readonly PropertyKey[]>,
): readonly PropertyKey[] {
  let longest = ''
  for (const place of places.keys())
    if (
      place.length > longest.length &&
      problem.startsWith(place) &&
      /^[:.[]/.test(problem.slice(place.length))
    )
      longest = place
  return places.get(longest) ?? []
}

/** The state that a misspelt name means. */
function meantState(problem: string, states: readonly string[]): string | undefined {
  const [, name] = /: there is no state (.*) (?:beside it|among its States)$/.exec(problem) ?? []
  return name === undefined ? undefined : nearest(name, states)
}
