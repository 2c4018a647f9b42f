import { isObject } from '../../contract/is-object.ts'
import { groupsOf } from '../../platform/workflows/language/structure.ts'
import type { WorkflowResult } from './workflow-result.ts'

/** What of a workflow's definition executions have gone through. */
export interface Coverage {
  /** States that none has entered. */
  statesNeverTaken: string[]
  /** Ways out of Choices, and Catches, that none has gone: `Sure → Review`. */
  waysNeverTaken: string[]
}

/** Compares a definition with what its executions did. */
export function coverageOf(definition: unknown, results: readonly WorkflowResult[]): Coverage {
  const taken = new Set(results.flatMap((result) => result.taken))
  const gone = new Set(
    results.flatMap(({ events }) =>
      events.flatMap(({ type, state, next }) =>
        type === 'StateExited' || type === 'StateCaught' ? [`${String(state)} → ${nameOf(next)}`] : [],
      ),
    ),
  )
  const { states, ways } = partsOf(definition)
  return {
    statesNeverTaken: states.filter((state) => !taken.has(state)),
    waysNeverTaken: [...new Set(ways)].filter((way) => !gone.has(way)),
  }
}

function partsOf(group: unknown): { states: string[]; ways: string[] } {
  const states = isObject(group) && isObject(group['States']) ? Object.entries(group['States']) : []
  const parts = states.map(([name, state]) => {
    if (!isObject(state)) return { states: [name], ways: [] }
    const rules = [...listOf(state['Choices']), ...listOf(state['Catch'])].map((rule) => rule['Next'])
    const targets = state['Default'] === undefined ? rules : [...rules, state['Default']]
    const inner = groupsOf(state).map(([one]) => partsOf(one))
    return {
      states: [name, ...inner.flatMap((one) => one.states)],
      ways: [...targets.map((target) => `${name} → ${nameOf(target)}`), ...inner.flatMap((one) => one.ways)],
    }
  })
  return { states: parts.flatMap((one) => one.states), ways: parts.flatMap((one) => one.ways) }
}

const listOf = (value: unknown) => (Array.isArray(value) ? value.filter(isObject) : [])

/** A state that is led to; `end` where none is. */
const nameOf = (next: unknown) => (typeof next === 'string' ? next : 'end')
