// What a state does with its input, as the language says; nothing here knows of stores, clocks or transitions.
import { asTransitionInput, limit, placeResult, select } from './data-flow.ts'
import { REJECTED, StatesError, meansFailure, type Failure } from './errors.ts'
import type { IntrinsicMachine } from './intrinsics/functions.ts'
import { excerpt, type Path, type Scope } from './path.ts'
import { DEFAULT_RETRY, nextRetry, type Retry } from './retry.ts'
import type { State, StateGroup, StateOf } from './states.ts'
import { parseTimestamp } from './timestamp.ts'

/** What a state is to work with. */
export interface Situation {
  /** Its raw input. */
  input: unknown
  /** The context object, `$$`. */
  context: Record<string, unknown>
  machine: IntrinsicMachine
  /** Milliseconds since the epoch. */
  now: number
}

/** What has to happen for a state to be done. */
export type Begun =
  /** Nothing more. Without `next` its group of states has ended. */
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
  | { do: 'fork'; branches: Branch[]; maxConcurrency: number; tolerance: Tolerance | undefined }

/** One way through a state's own states: a branch of a Parallel, an item of a Map. */
export interface Branch {
  /** Which of the state's groups. */
  group: number
  input: unknown
  item?: { Index: number; Value: unknown }
}

/** How many items of a Map may fail. */
export interface Tolerance {
  count: number
}

/** @throws StatesError */
export function begin(state: State, situation: Situation): Begun {
  const raw = scopeOf(situation.input, situation)
  if (state.Type === 'Fail') return { do: 'fail', failure: failureOf(state, situation) }
  const effective = select(state.InputPath, raw)
  if (state.Type === 'Succeed')
    return { do: 'exit', output: output(state, effective, situation), next: undefined }
  if (state.Type === 'Choice') return choose(state, effective, situation)
  const scope = scopeOf(effective, situation)
  if (state.Type === 'Wait') return { do: 'wait', until: waitsUntil(state, scope, situation.now) }
  if (state.Type === 'Map') return overItems(state, scope, situation)
  const input = state.Parameters ? state.Parameters(scope, situation.machine) : effective
  if (state.Type === 'Pass') {
    const result = 'Result' in state && state.Result !== undefined ? state.Result : input
    return {
      do: 'exit',
      output: output(state, placeResult(state.ResultPath, situation.input, result), situation),
      next: state.Next,
    }
  }
  limit(input, 'its input')
  if (state.Type === 'Parallel') {
    const branches = state.Branches.map((_, group) => ({ group, input }))
    return { do: 'fork', branches, maxConcurrency: 0, tolerance: undefined }
  }
  return {
    do: 'task',
    resource: state.Resource,
    input: asTransitionInput(input),
    timeoutSeconds: state.TimeoutSeconds ?? number(state.TimeoutSecondsPath, raw, 'TimeoutSecondsPath', 1),
    heartbeatSeconds:
      state.HeartbeatSeconds ?? number(state.HeartbeatSecondsPath, raw, 'HeartbeatSecondsPath', 1),
  }
}

/** States that have a result which comes later than they begin. */
export type LongState = StateOf<'Task' | 'Parallel' | 'Map' | 'Wait'>

/**
 * What a state passes on once its result is there.
 * @throws StatesError
 */
export function complete(state: LongState, result: unknown, situation: Situation): Begun & { do: 'exit' } {
  if (state.Type === 'Wait') {
    const effective = select(state.InputPath, scopeOf(situation.input, situation))
    return { do: 'exit', output: output(state, effective, situation), next: state.Next }
  }
  limit(result, 'its result')
  const { ResultSelector: selector, ResultPath: path, Next: next } = state
  const selected = selector ? selector(scopeOf(result, situation), situation.machine) : result
  return { do: 'exit', output: output(state, placeResult(path, situation.input, selected), situation), next }
}

/** How a state copes with a failure. */
export type Coping =
  | ({ do: 'retry' } & Retry)
  | { do: 'catch'; next: string; output: unknown }
  | { do: 'nothing' }

/**
 * @param attempts how often each of its retriers has been used
 * @throws StatesError
 */
export function cope(
  state: State,
  failure: Failure,
  attempts: readonly number[],
  { input, machine }: Pick<Situation, 'input' | 'machine'>,
): Coping {
  if (!('Retry' in state) && !('Catch' in state) && state.Type !== 'Task') return { do: 'nothing' }
  const retriers =
    ('Retry' in state ? state.Retry : undefined) ?? (state.Type === 'Task' ? DEFAULT_RETRY : [])
  const retry = nextRetry(retriers, attempts, failure, machine.random)
  if (retry) return { do: 'retry', ...retry }
  const catchers = ('Catch' in state ? state.Catch : undefined) ?? []
  const catcher = catchers.find(({ ErrorEquals: names }) => names.some((name) => meansFailure(name, failure)))
  if (!catcher) return { do: 'nothing' }
  const { Error, Cause } = failure
  return { do: 'catch', next: catcher.Next, output: placeResult(catcher.ResultPath, input, { Error, Cause }) }
}

/** Failures of the workflow itself: what it says can't be done with the data that it got. */
export function isFaultOfDefinition({ Error: error }: Failure): boolean {
  return (
    error.startsWith('States.') &&
    ![
      'States.TaskFailed',
      'States.Timeout',
      'States.HeartbeatTimeout',
      'States.BranchFailed',
      'States.ExceedToleratedFailureThreshold',
    ].includes(error)
  )
}

/** The status that an execution ends with when nothing copes with a failure. */
export function statusOf(failure: Failure): 'rejected' | 'failed' | 'error' {
  if (failure.Error === REJECTED) return 'rejected'
  return isFaultOfDefinition(failure) ? 'error' : 'failed'
}

/** The states within a state, by number. */
export function groupOf(state: State, group: number): StateGroup | undefined {
  if (state.Type === 'Parallel') return state.Branches[group]
  return state.Type === 'Map' ? (state.ItemProcessor ?? state.Iterator) : undefined
}

const scopeOf = (data: unknown, { context }: Situation): Scope => ({ data, context })

function output(
  { OutputPath: path }: { OutputPath?: Path | null | undefined },
  data: unknown,
  situation: Situation,
): unknown {
  return limit(select(path, scopeOf(data, situation)), 'its output')
}

function failureOf(state: StateOf<'Fail'>, { input, context, machine }: Situation): Failure {
  const scope = { data: input, context }
  const name = state.Error ?? state.ErrorPath?.(scope, machine) ?? ''
  const cause = state.Cause ?? state.CausePath?.(scope, machine) ?? ''
  if (typeof name !== 'string' || typeof cause !== 'string')
    throw new StatesError(
      'States.Runtime',
      `ErrorPath and CausePath must give strings, and not ${excerpt([name, cause])}`,
    )
  return { Error: name, Cause: cause }
}

function choose(state: StateOf<'Choice'>, data: unknown, situation: Situation): Begun {
  const rule = state.Choices.find(({ when }) => when(scopeOf(data, situation)))
  const next = rule ? rule.Next : state.Default
  if (!rule && next === undefined)
    throw new StatesError(
      'States.NoChoiceMatched',
      `none of its Choices applies to ${excerpt(data)}, and it has no Default`,
    )
  return { do: 'exit', output: output(state, data, situation), next }
}

function waitsUntil(state: StateOf<'Wait'>, scope: Scope, now: number): number {
  const {
    Seconds: seconds,
    SecondsPath: secondsPath,
    Timestamp: timestamp,
    TimestampPath: timestampPath,
  } = state
  const wanted = seconds ?? number(secondsPath, scope, 'SecondsPath', 0)
  if (wanted !== undefined) return now + wanted * 1000
  const text = timestamp ?? timestampPath?.read(scope)
  const until = parseTimestamp(text)
  if (until === undefined)
    throw new StatesError(
      'States.Runtime',
      `its TimestampPath leads to ${excerpt(text)}, which is no timestamp`,
    )
  return until
}

function overItems(state: StateOf<'Map'>, scope: Scope, situation: Situation): Begun {
  const items = state.ItemsPath ? state.ItemsPath.read(scope) : scope.data
  if (!Array.isArray(items))
    throw new StatesError('States.Runtime', `the items of a Map are an array, and not ${excerpt(items)}`)
  const selector = state.ItemSelector ?? state.Parameters
  const branches = items.map((Value: unknown, Index): Branch => {
    const item = { Index, Value }
    const context = { ...situation.context, Map: { Item: item } }
    const input = selector ? selector({ data: scope.data, context }, situation.machine) : Value
    return { group: 0, input: limit(input, `the input of item ${Index}`), item }
  })
  const maxConcurrency =
    state.MaxConcurrency ?? number(state.MaxConcurrencyPath, scope, 'MaxConcurrencyPath', 0) ?? 0
  return { do: 'fork', branches, maxConcurrency, tolerance: toleranceOf(state, scope, items.length) }
}

function toleranceOf(state: StateOf<'Map'>, scope: Scope, items: number): Tolerance | undefined {
  const count =
    state.ToleratedFailureCount ??
    number(state.ToleratedFailureCountPath, scope, 'ToleratedFailureCountPath', 0)
  const percentage =
    state.ToleratedFailurePercentage ??
    number(state.ToleratedFailurePercentagePath, scope, 'ToleratedFailurePercentagePath', 0)
  if (count === undefined && percentage === undefined) return undefined
  const share = percentage === undefined ? items : Math.floor((percentage * items) / 100)
  return { count: Math.min(count ?? items, share) }
}

function number(path: Path | undefined, scope: Scope, field: string, least: number): number | undefined {
  const value = path?.read(scope)
  if (path === undefined) return undefined
  if (typeof value === 'number' && value >= least) return value
  throw new StatesError(
    'States.Runtime',
    `its ${field} leads to ${excerpt(value)}: expected a number of at least ${least}`,
  )
}
