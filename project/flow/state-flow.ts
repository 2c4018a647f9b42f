import { isObject } from '../../contract/is-object.ts'
import { comparisons } from '../../platform/workflows/language/comparisons.ts'
import { parseReferencePath } from '../../platform/workflows/language/reference-path.ts'
import { write } from './access.ts'
import { CannotFit, fill, itemsOf, readPath, type ShapeScope } from './expression.ts'
import { misfitOf } from './misfit.ts'
import { ANY, ARRAY, arrayOf, describe, EMPTY, isNever, OBJECT, shapeOf, type Shape } from './shape.ts'

/** What a transition takes and gives. */
export interface TransitionShapes {
  /** What is not known is ANY. */
  takes: Shape
  gives: Shape
}

/** What the analysis asks of what is around a state. */
export interface Surroundings {
  /** A transition, by its Resource. */
  transition(resource: string): TransitionShapes
  /** What a group of states within this state gives, for such an input. NEVER: it comes to no end. */
  group(path: readonly PropertyKey[], input: Shape, item?: Shape): Shape
  /** Told of what can't fit, where an execution may go on all the same: its Catch. */
  complain(misfit: CannotFit): void
}

/** Where an execution may go on. */
export interface Edge {
  /** Undefined: its group of states ends. */
  next: string | undefined
  data: Shape
}

type State = Readonly<Record<string, unknown>>

/**
 * Where a state of a valid definition may lead with such a raw input, and with what.
 * @throws CannotFit where it leads nowhere, whatever the input is
 */
export function follow(state: State, raw: Shape, scope: ShapeScope, around: Surroundings): Edge[] {
  if (state['Type'] === 'Fail') return []
  const effective = select(state, 'InputPath', { ...scope, data: raw })
  const inner = { ...scope, data: effective }
  for (const field of NUMBERS_AND_TIMES)
    if (typeof state[field] === 'string') readPath(state[field], inner, [field])
  const leave = (data: Shape, next: unknown = state['Next']): Edge => ({
    next: typeof next === 'string' ? next : undefined,
    data: select(state, 'OutputPath', { ...scope, data }),
  })
  switch (state['Type']) {
    case 'Choice':
      return choices(state, inner).map((next) => leave(effective, next ?? null))
    case 'Pass': {
      const input = fillIn(state, 'Parameters', inner) ?? effective
      const result = state['Result'] === undefined ? input : shapeOf(state['Result'])
      return [leave(place(state, raw, result))]
    }
    case 'Task':
    case 'Parallel':
    case 'Map': {
      const result = resultOf(state, inner, around)
      const caught = catches(state, raw)
      if (result === undefined) return caught
      const selected = fillIn(state, 'ResultSelector', { ...scope, data: result }) ?? result
      return [leave(place(state, raw, selected)), ...caught]
    }
    default:
      return [leave(effective, state['Type'] === 'Succeed' ? null : state['Next'])]
  }
}

/** Paths that must lead somewhere. */
const NUMBERS_AND_TIMES = ['SecondsPath', 'TimestampPath', 'TimeoutSecondsPath', 'HeartbeatSecondsPath']

/** InputPath and OutputPath: null stands for an empty object. */
function select(state: State, field: string, scope: ShapeScope): Shape {
  const path = state[field]
  if (path === null) return EMPTY
  return typeof path === 'string' ? readPath(path, scope, [field]) : scope.data
}

function fillIn(state: State, field: string, scope: ShapeScope): Shape | undefined {
  return state[field] === undefined ? undefined : fill(state[field], scope, [field])
}

function place(state: State, raw: Shape, result: Shape): Shape {
  return placeAt(state['ResultPath'], raw, result, ['ResultPath'])
}

function placeAt(path: unknown, raw: Shape, result: Shape, at: readonly PropertyKey[]): Shape {
  if (path === null) return raw
  const reference = typeof path === 'string' ? parseReferencePath(path) : []
  if (!reference || isNever(result)) return result
  const written = write(raw, reference, result)
  if (!isNever(written)) return written
  throw new CannotFit(
    at,
    `${typeof path === 'string' ? path : 'it'} does not fit into the state's input, which is ${describe(raw)}`,
  )
}

/** Undefined: the state has no result, as what it runs never comes to an end. */
function resultOf(state: State, scope: ShapeScope, around: Surroundings): Shape | undefined {
  if (state['Type'] === 'Map') return mapped(state, scope, around)
  const input = fillIn(state, 'Parameters', scope) ?? scope.data
  if (state['Type'] === 'Parallel') {
    const branches = Array.isArray(state['Branches']) ? state['Branches'] : []
    const results = branches.map((_, index) => around.group(['Branches', index], input))
    return results.some(isNever) ? undefined : arrayOf(results)
  }
  const at = state['Parameters'] === undefined ? ['Resource'] : ['Parameters']
  if (misfitOf(input, OBJECT) !== undefined)
    throw new CannotFit(
      at,
      `a transition's input is an object, and it gets ${describe(input)}: make one with Parameters`,
    )
  const resource = String(state['Resource'])
  const { takes, gives } = around.transition(resource)
  const misfit = misfitOf(input, takes)
  if (misfit === undefined) return gives
  around.complain(new CannotFit(at, `${resource} ${misfit}`))
  return undefined
}

function mapped(state: State, scope: ShapeScope, around: Surroundings): Shape {
  const path = state['ItemsPath']
  const items = typeof path === 'string' ? readPath(path, scope, ['ItemsPath']) : scope.data
  if (misfitOf(items, ARRAY) !== undefined)
    throw new CannotFit(['ItemsPath'], `the items of a Map are an array, and they are ${describe(items)}`)
  const item = itemsOf(items)
  // Without an item nothing in it runs.
  if (isNever(item)) return { kind: 'array', items: item }
  const selector = state['ItemSelector'] === undefined ? 'Parameters' : 'ItemSelector'
  const processor = isObject(state['ItemProcessor']) ? 'ItemProcessor' : 'Iterator'
  try {
    const input = fillIn(state, selector, { data: scope.data, item }) ?? item
    const result = around.group([processor], input, item)
    const isTolerant = Object.keys(state).some((name) => name.startsWith('Tolerated'))
    return { kind: 'array', items: isTolerant ? ANY : result }
  } catch (error) {
    if (!(error instanceof CannotFit)) throw error
    // There may be no items.
    around.complain(error)
    return ARRAY
  }
}

function catches(state: State, raw: Shape): Edge[] {
  const catchers = Array.isArray(state['Catch']) ? state['Catch'].filter(isObject) : []
  return catchers.flatMap((catcher): Edge[] => {
    const data = placeCaught(catcher['ResultPath'], raw)
    // It leads nowhere only if the state fails, which nobody knows.
    if (data === undefined) return []
    return typeof catcher['Next'] === 'string' ? [{ next: catcher['Next'], data }] : []
  })
}

function placeCaught(path: unknown, raw: Shape): Shape | undefined {
  try {
    return placeAt(path, raw, FAILURE, [])
  } catch (error) {
    if (error instanceof CannotFit) return undefined
    throw error
  }
}

const TEXT = { shape: { kind: 'string' }, isOptional: true } as const
const FAILURE: Shape = { kind: 'object', fields: { Error: TEXT, Cause: TEXT }, isOpen: false }

/** The states that may follow a Choice; undefined where it ends. Each rule may apply. */
function choices(state: State, scope: ShapeScope): (string | undefined)[] {
  const rules = Array.isArray(state['Choices']) ? state['Choices'].filter(isObject) : []
  // Only what the first rule asks first is asked in any case.
  checkFirstVariable(rules[0], scope, ['Choices', 0])
  const targets = rules.map(({ Next: next }) => (typeof next === 'string' ? next : undefined))
  return typeof state['Default'] === 'string' ? [...targets, state['Default']] : targets
}

function checkFirstVariable(rule: unknown, scope: ShapeScope, at: readonly PropertyKey[]): void {
  if (!isObject(rule)) return
  for (const name of ['And', 'Or'])
    if (Array.isArray(rule[name])) return checkFirstVariable(rule[name][0], scope, [...at, name, 0])
  if (isObject(rule['Not'])) return checkFirstVariable(rule['Not'], scope, [...at, 'Not'])
  const takesAbsent = Object.keys(rule).some((name) => comparisons[name]?.takesAbsent)
  if (!takesAbsent && typeof rule['Variable'] === 'string')
    readPath(rule['Variable'], scope, [...at, 'Variable'])
}
