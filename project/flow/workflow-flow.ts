import { isObject } from '../../contract/is-object.ts'
import { CannotFit } from './expression.ts'
import { ANY, isNever, NEVER, unionOf, type Shape } from './shape.ts'
import { follow, type Surroundings, type TransitionShapes } from './state-flow.ts'

/** What no execution can do that goes this way. */
export interface Misfit {
  /** In the definition. */
  path: readonly PropertyKey[]
  /** The states on the way there, this one last. */
  way: readonly string[]
  message: string
}

/** A state with more different inputs than these is taken to have any. */
const MOST_INPUTS = 32
/** So many states are looked at in all; what is left then is not judged. */
const MOST_VISITS = 5000

/**
 * Compares what each step of a valid definition gives with what the next takes.
 * @param transition what a transition takes and gives, by its Resource
 */
export function misfitsIn(definition: unknown, transition: (resource: string) => TransitionShapes): Misfit[] {
  const misfits = new Map<string, Misfit>()
  let visits = 0

  function told(path: readonly PropertyKey[], way: readonly string[], message: string): void {
    const key = JSON.stringify([path, message])
    if (!misfits.has(key)) misfits.set(key, { path, way, message })
  }

  /** Follows all ways through a group of states. @returns what it gives at its ends */
  function walk(
    group: unknown,
    at: readonly PropertyKey[],
    input: Shape,
    before: readonly string[],
    item?: Shape,
  ): Shape {
    if (!isObject(group) || !isObject(group['States'])) return ANY
    const states = group['States']
    const seen = new Map<string, Set<string>>()
    const ends: Shape[] = []
    const open = [{ name: String(group['StartAt']), data: input, way: before }]
    for (let visit = open.shift(); visit; visit = open.shift()) {
      const inputs = seen.get(visit.name) ?? new Set()
      seen.set(visit.name, inputs)
      const data = inputs.size < MOST_INPUTS ? visit.data : ANY
      const key = JSON.stringify(data)
      const state = states[visit.name]
      if (inputs.has(key) || isNever(data) || !isObject(state)) continue
      if ((visits += 1) > MOST_VISITS) return ANY
      inputs.add(key)
      const path = [...at, 'States', visit.name]
      const way = [...visit.way, visit.name]
      const around: Surroundings = {
        transition,
        group: (place, inner, value) =>
          walk(place.reduce(stepInto, state), [...path, ...place], inner, way, value ?? item),
        complain: (misfit) => told([...path, ...misfit.path], way, misfit.message),
      }
      try {
        for (const edge of follow(state, data, { data, ...(item && { item }) }, around)) {
          if (edge.next === undefined) ends.push(edge.data)
          else open.push({ name: edge.next, data: edge.data, way })
        }
      } catch (error) {
        if (!(error instanceof CannotFit)) throw error
        around.complain(error)
      }
    }
    return ends.length === 0 ? NEVER : unionOf(ends)
  }

  // An execution's input is an object, of which nothing is known.
  walk(definition, [], { kind: 'object', fields: {}, isOpen: true }, [])
  return [...misfits.values()]
}

const stepInto = (value: unknown, step: PropertyKey): unknown =>
  typeof value === 'object' && value !== null ? Reflect.get(value, step) : undefined
