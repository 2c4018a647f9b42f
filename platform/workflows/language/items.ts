import { limit } from './data-flow.ts'
import { StatesError } from './errors.ts'
import type { StateInput } from './interpret.ts'
import { excerpt } from './json.ts'
import { COUNT, numberAt, PERCENTAGE } from './numbers.ts'
import type { Scope } from './path.ts'
import type { StateOf } from './states.ts'
import type { Work } from './work.ts'

/** A branch of a Parallel or an item of a Map. */
export interface Branch {
  /** The index of the state's group of states. */
  group: number
  input: unknown
  item?: { Index: number; Value: unknown }
}

/** The branches of a state. Each is made when it is asked for, as a Map may have many items. */
export interface Branches {
  count: number
  /** @throws StatesError */
  at(index: number, work: Work): Branch
  /** How many may run at once; 0: all. */
  maxConcurrency: number
  /** How many may fail; undefined: none, and the definition says nothing of it. */
  tolerated: number | undefined
}

/** @throws StatesError */
export function itemsOf(state: StateOf<'Map'>, scope: Scope, { context, machine }: StateInput): Branches {
  const items = state.ItemsPath ? state.ItemsPath.read(scope, 'ItemsPath') : scope.data
  if (!Array.isArray(items))
    throw new StatesError('States.Runtime', `the items of a Map are an array, and not ${excerpt(items)}`)
  const selector = state.ItemSelector ?? state.Parameters
  return {
    count: items.length,
    at(index, work) {
      const item = { Index: index, Value: items[index] }
      const inner = { data: scope.data, context: { ...context, Map: { Item: item } }, work }
      const input = selector ? selector(inner, machine) : item.Value
      return { group: 0, input: limit(input, `the input of item ${index}`, work), item }
    },
    maxConcurrency:
      state.MaxConcurrency ?? numberAt(state.MaxConcurrencyPath, scope, 'MaxConcurrencyPath', COUNT) ?? 0,
    tolerated: toleratedBy(state, scope, items.length),
  }
}

function toleratedBy(state: StateOf<'Map'>, scope: Scope, items: number): number | undefined {
  const count =
    state.ToleratedFailureCount ??
    numberAt(state.ToleratedFailureCountPath, scope, 'ToleratedFailureCountPath', COUNT)
  const percentage =
    state.ToleratedFailurePercentage ??
    numberAt(state.ToleratedFailurePercentagePath, scope, 'ToleratedFailurePercentagePath', PERCENTAGE)
  if (count === undefined && percentage === undefined) return undefined
  const share = percentage === undefined ? items : Math.floor((percentage * items) / 100)
  return Math.min(count ?? items, share)
}
