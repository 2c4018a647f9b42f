// The semantics of states. Nothing here knows of stores, clocks or transitions.
import { asTransitionInput, limit, placeResult, select } from './data-flow.ts'
import { StatesError, type Failure } from './errors.ts'
import type { IntrinsicMachine } from './intrinsics/functions.ts'
import { itemsOf, type Branches } from './items.ts'
import { excerpt } from './json.ts'
import { numberAt, SECONDS, SECONDS_OR_NONE } from './numbers.ts'
import type { Path, Scope } from './path.ts'
import type { State, StateGroup, StateOf } from './states.ts'
import { parseTimestamp } from './timestamp.ts'
import type { Work } from './work.ts'

/** A state's input and surroundings. */
export interface StateInput {
  /** The raw input. */
  input: unknown
  /** The context object, `$$`. */
  context: Record<string, unknown>
  machine: IntrinsicMachine
  /** Milliseconds since the epoch. */
  now: number
  /** What evaluating the state costs is counted here. */
  work: Work
}

/** The furthest that a Wait may end in the future, in seconds: as on AWS, about 68 years. */
const MOST_WAIT_SECONDS = 2 ** 31 - 1

/** What the engine has to do to run a state. */
export type Action =
  /** Exit the state at once. Without `next` its group of states ends. */
  | { do: 'exit'; output: unknown; next: string | undefined }
  | { do: 'fail'; failure: Failure }
  | { do: 'wait'; until: number }
  | {
      do: 'task'
      resource: string
      input: Record<string, unknown>
      timeoutSeconds: number | undefined
      heartbeatSeconds: number | undefined
    }
  | { do: 'fork'; branches: Branches }

/** @throws StatesError */
export function enterState(state: State, stateInput: StateInput): Action {
  if (state.Type === 'Fail') return { do: 'fail', failure: failureOf(state, stateInput) }
  const { input: raw, machine, work, now } = stateInput
  const effective = select(state.InputPath, scopeOf(raw, stateInput), 'InputPath')
  const scope = scopeOf(effective, stateInput)
  switch (state.Type) {
    case 'Succeed':
      return { do: 'exit', output: output(state, effective, stateInput), next: undefined }
    case 'Choice':
      return choose(state, scope, stateInput)
    case 'Wait':
      return { do: 'wait', until: waitsUntil(state, scope, now) }
    case 'Map':
      return { do: 'fork', branches: itemsOf(state, scope, stateInput) }
    case 'Pass': {
      const input = state.Parameters ? state.Parameters(scope, machine) : effective
      const result = 'Result' in state && state.Result !== undefined ? state.Result : input
      return exit(state, placeResult(state.ResultPath, raw, result), stateInput)
    }
    case 'Parallel':
    case 'Task': {
      const input = state.Parameters ? state.Parameters(scope, machine) : effective
      limit(input, 'its input', work)
      return state.Type === 'Parallel' ? fork(state, input) : startTask(state, input, scope)
    }
    default:
      return state satisfies never
  }
}

function fork({ Branches: { length: count } }: StateOf<'Parallel'>, input: unknown): Action {
  const at = (group: number) => ({ group, input })
  return { do: 'fork', branches: { count, at, maxConcurrency: 0, tolerated: undefined } }
}

function startTask(state: StateOf<'Task'>, input: unknown, scope: Scope): Action {
  const timeoutSeconds =
    state.TimeoutSeconds ?? numberAt(state.TimeoutSecondsPath, scope, 'TimeoutSecondsPath', SECONDS)
  const heartbeatSeconds =
    state.HeartbeatSeconds ?? numberAt(state.HeartbeatSecondsPath, scope, 'HeartbeatSecondsPath', SECONDS)
  if (timeoutSeconds !== undefined && heartbeatSeconds !== undefined && heartbeatSeconds >= timeoutSeconds)
    throw new StatesError(
      'States.Runtime',
      `its HeartbeatSeconds, ${heartbeatSeconds}, are not fewer than its TimeoutSeconds, ${timeoutSeconds}`,
    )
  return {
    do: 'task',
    resource: state.Resource,
    input: asTransitionInput(input),
    timeoutSeconds,
    heartbeatSeconds,
  }
}

/** States whose result comes later than they are entered. */
export type LongState = StateOf<'Task' | 'Parallel' | 'Map' | 'Wait'>

/**
 * What a state passes on, once it has its result.
 * @throws StatesError
 */
export function complete(state: LongState, result: unknown, stateInput: StateInput): Action & { do: 'exit' } {
  const { input, machine, work } = stateInput
  if (state.Type === 'Wait')
    return exit(state, select(state.InputPath, scopeOf(input, stateInput), 'InputPath'), stateInput)
  limit(result, 'its result', work)
  const { ResultSelector: selector, ResultPath: path } = state
  const selected = selector ? selector(scopeOf(result, stateInput), machine) : result
  return exit(state, placeResult(path, input, selected), stateInput)
}

/** One of the groups of states within a state. */
export function groupOf(state: State, group: number): StateGroup | undefined {
  if (state.Type === 'Parallel') return state.Branches[group]
  return state.Type === 'Map' ? (state.ItemProcessor ?? state.Iterator) : undefined
}

const scopeOf = (data: unknown, { context, work }: StateInput): Scope => ({ data, context, work })

const exit = (
  state: { OutputPath?: Path | null | undefined; Next?: string | undefined },
  data: unknown,
  stateInput: StateInput,
): Action & { do: 'exit' } => ({ do: 'exit', output: output(state, data, stateInput), next: state.Next })

function output(
  { OutputPath: path }: { OutputPath?: Path | null | undefined },
  data: unknown,
  stateInput: StateInput,
): unknown {
  return limit(select(path, scopeOf(data, stateInput), 'OutputPath'), 'its output', stateInput.work)
}

function failureOf(state: StateOf<'Fail'>, stateInput: StateInput): Failure {
  const { input, machine, work } = stateInput
  const scope = scopeOf(input, stateInput)
  const name = state.Error ?? state.ErrorPath?.(scope, machine) ?? ''
  const cause = state.Cause ?? state.CausePath?.(scope, machine) ?? ''
  if (typeof name !== 'string' || typeof cause !== 'string')
    throw new StatesError(
      'States.Runtime',
      `ErrorPath and CausePath must give strings, and not ${excerpt([name, cause])}`,
    )
  limit(name + cause, 'its error', work)
  return { Error: name, Cause: cause }
}

function choose(state: StateOf<'Choice'>, scope: Scope, stateInput: StateInput): Action {
  const rule = state.Choices.find(({ when }) => when(scope))
  const next = rule ? rule.Next : state.Default
  if (!rule && next === undefined)
    throw new StatesError(
      'States.Runtime',
      `none of its Choices applies to ${excerpt(scope.data)}, and it has no Default`,
    )
  return { do: 'exit', output: output(state, scope.data, stateInput), next }
}

function waitsUntil(state: StateOf<'Wait'>, scope: Scope, now: number): number {
  const { Seconds, SecondsPath, Timestamp, TimestampPath } = state
  const seconds = Seconds ?? numberAt(SecondsPath, scope, 'SecondsPath', SECONDS_OR_NONE)
  if (seconds !== undefined) return now + seconds * 1000
  const text = Timestamp ?? TimestampPath?.read(scope, 'TimestampPath')
  const until = parseTimestamp(text)?.milliseconds
  if (until === undefined)
    throw new StatesError(
      'States.Runtime',
      `its TimestampPath leads to ${excerpt(text)}, which is no timestamp`,
    )
  if (until - now <= MOST_WAIT_SECONDS * 1000) return until
  throw new StatesError('States.Runtime', `it would wait until ${String(text)}: that is more than 68 years`)
}
