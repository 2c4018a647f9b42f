import { isDeepStrictEqual } from 'node:util'

// A plain recursive interpreter of the States language, for the part of it that `definitions.ts` makes. It shares no code with
// the platform's engine: what both say is right.

/** How an execution ends. */
export interface Result {
  status: 'succeeded' | 'failed' | 'rejected' | 'error'
  output?: unknown
  error?: string
  /** The states of the execution's own thread, in their order. */
  states: string[]
}

/** Branches that fail with different errors: which one counts depends on their time. */
export class Ambiguous extends Error {}

type Json = Record<string, unknown>

class Failure extends Error {
  readonly error: string
  override readonly cause: string
  readonly isOfBranch: boolean
  constructor(error: string, cause: string, isOfBranch = false) {
    super(error)
    this.error = error
    this.cause = cause
    this.isOfBranch = isOfBranch
  }
}

const runtime = () => new Failure('States.Runtime', '')

export function interpret(machine: Json, input: unknown): Result {
  const states: string[] = []
  try {
    const output = runGroup(machine, input, {}, states)
    return { status: 'succeeded', output: isObject(output) ? output : { output }, states }
  } catch (error) {
    if (!(error instanceof Failure)) throw error
    const status =
      error.error === 'States.Runtime'
        ? 'error'
        : error.error === 'Transition.Rejected'
          ? 'rejected'
          : 'failed'
    return { status, error: error.error, states }
  }
}

function runGroup({ StartAt: start, States: states }: Json, input: unknown, context: Json, seen: string[]) {
  let [name, data] = [String(start), input]
  for (;;) {
    seen.push(name)
    const state = (states as Record<string, Json>)[name] ?? {}
    const { output, next } = runState(state, name, data, context)
    data = output
    if (next === undefined) return data
    name = next
  }
}

interface Exit {
  output: unknown
  next: string | undefined
}

function runState(state: Json, name: string, raw: unknown, context: Json): Exit {
  const attempts: number[] = []
  for (;;) {
    const retries = attempts.reduce((sum, count) => sum + (count ?? 0), 0)
    const here = { ...context, State: { Name: name, RetryCount: retries } }
    try {
      return attempt(state, raw, here)
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      const retriers = (state['Retry'] ?? (state['Type'] === 'Task' ? DEFAULT_RETRY : [])) as Json[]
      const index = retriers.findIndex(({ ErrorEquals }) => matches(ErrorEquals, error, true))
      const used = attempts[index] ?? 0
      if (index >= 0 && used < Number(retriers[index]?.['MaxAttempts'] ?? 3)) {
        attempts[index] = used + 1
        continue
      }
      const catchers = (state['Catch'] ?? []) as Json[]
      const catcher = catchers.find(({ ErrorEquals }) => matches(ErrorEquals, error, false))
      if (!catcher) throw error
      const caught = { Error: error.error, Cause: error.cause }
      return { output: place(catcher['ResultPath'], raw, caught), next: String(catcher['Next']) }
    }
  }
}

const DEFAULT_RETRY: Json[] = [
  { ErrorEquals: ['States.TaskFailed', 'States.HeartbeatTimeout'], MaxAttempts: 2 },
]

function matches(names: unknown, { error, isOfBranch }: Failure, isRetry: boolean): boolean {
  if (error === 'States.Runtime') return false
  return (names as string[]).some((name) => {
    if (name === error) return true
    if (isRetry && error === 'Transition.Rejected') return false
    return (
      name === 'States.ALL' || name === 'States.TaskFailed' || (name === 'States.BranchFailed' && isOfBranch)
    )
  })
}

function attempt(state: Json, raw: unknown, context: Json): Exit {
  const { Type: type } = state
  const next = typeof state['Next'] === 'string' ? state['Next'] : undefined
  if (type === 'Fail') throw new Failure(String(state['Error']), String(state['Cause']))
  const effective = select(state['InputPath'], raw, context)
  if (type === 'Succeed' || type === 'Wait')
    return { output: select(state['OutputPath'], effective, context), next }
  if (type === 'Choice') {
    const rule = (state['Choices'] as Json[]).find((one) => holds(one, effective, context))
    const target = rule ? rule['Next'] : state['Default']
    if (typeof target !== 'string') throw runtime()
    return { output: select(state['OutputPath'], effective, context), next: target }
  }
  const result = resultOf(state, effective, context)
  const selected = 'ResultSelector' in state ? fill(state['ResultSelector'], result, context) : result
  const placed = place(state['ResultPath'], raw, selected)
  return { output: select(state['OutputPath'], placed, context), next }
}

function resultOf(state: Json, effective: unknown, context: Json): unknown {
  if (state['Type'] === 'Map') return runMap(state, effective, context)
  const input = 'Parameters' in state ? fill(state['Parameters'], effective, context) : effective
  if (state['Type'] === 'Pass') return 'Result' in state ? state['Result'] : input
  if (state['Type'] === 'Parallel') {
    const branches = (state['Branches'] as Json[]).map(
      (branch) => () => runGroup(branch, input, outer(context), []),
    )
    return together(branches, undefined)
  }
  if (!isObject(input)) throw runtime()
  const outcomes = input['outcomes'] as string[]
  const outcome = outcomes[Number(input['retry'])] ?? outcomes.at(-1)
  if (outcome === 'failed') throw new Failure('States.TaskFailed', 'no luck')
  if (outcome === 'retry') throw new Failure('Transition.Retry', 'no luck')
  if (outcome === 'rejected') throw new Failure('Transition.Rejected', 'no luck')
  return { got: input['in'] ?? null }
}

function runMap(state: Json, effective: unknown, context: Json): unknown {
  const items = 'ItemsPath' in state ? select(state['ItemsPath'], effective, context) : effective
  if (!Array.isArray(items)) throw runtime()
  const branches = items.map((Value: unknown, Index) => {
    const inside = { ...outer(context), Map: { Item: { Index, Value } } }
    const input =
      'ItemSelector' in state ? fill(state['ItemSelector'], effective, { ...context, ...inside }) : Value
    return () => runGroup(state['ItemProcessor'] as Json, input, inside, [])
  })
  return together(branches, state['ToleratedFailureCount'] as number | undefined)
}

/** What states within a state see of the context around them. */
const outer = ({ Map: map }: Json): Json => (map === undefined ? {} : { Map: map })

function together(branches: (() => unknown)[], tolerated: number | undefined): unknown[] {
  const failures: Failure[] = []
  const results = branches.map((run) => {
    try {
      return run()
    } catch (error) {
      if (!(error instanceof Failure)) throw error
      failures.push(error)
      return { Error: error.error, Cause: error.cause }
    }
  })
  const [first] = failures
  if (!first || failures.length <= (tolerated ?? 0)) {
    // The cause of a fault is in the engine's words.
    if (failures.some(({ error }) => error === 'States.Runtime')) throw new Ambiguous()
    return results
  }
  if (tolerated !== undefined) throw new Failure('States.ExceedToleratedFailureThreshold', '')
  if (failures.some(({ error, cause }) => error !== first.error || cause !== first.cause))
    throw new Ambiguous()
  throw new Failure(first.error, first.cause, true)
}

function holds(rule: Json, data: unknown, context: Json): boolean {
  const found = read(String(rule['Variable']), data, context)
  if ('IsPresent' in rule) return found.length > 0 === rule['IsPresent']
  if (found.length === 0) throw runtime()
  return isDeepStrictEqual(found[0], rule['NumericEquals'] ?? rule['StringEquals'])
}

function fill(template: unknown, data: unknown, context: Json): unknown {
  if (Array.isArray(template)) return template.map((item) => fill(item, data, context))
  if (!isObject(template)) return template
  return Object.fromEntries(
    Object.entries(template).map(([name, value]) =>
      name.endsWith('.$')
        ? [name.slice(0, -2), select(String(value), data, context)]
        : [name, fill(value, data, context)],
    ),
  )
}

function select(path: unknown, data: unknown, context: Json): unknown {
  if (path === undefined) return data
  if (path === null) return {}
  const found = typeof path === 'string' ? read(path, data, context) : []
  if (found.length === 0) throw runtime()
  return found[0]
}

function read(path: string, data: unknown, context: Json): unknown[] {
  const isOfContext = path.startsWith('$$')
  let value: unknown = isOfContext ? context : data
  for (const step of stepsOf(path.slice(isOfContext ? 2 : 1))) {
    const isThere = /^\d+$/u.test(step)
      ? Array.isArray(value) && Number(step) < value.length
      : isObject(value) && Object.hasOwn(value, step)
    if (!isThere) return []
    value = (value as Json)[step]
  }
  return [value]
}

const stepsOf = (path: string) => path.split(/[.[\]]/u).filter((step) => step !== '')

function place(path: unknown, raw: unknown, result: unknown): unknown {
  if (path === null) return raw
  const steps = typeof path === 'string' ? stepsOf(path.slice(1)) : []
  const put = (into: unknown, [step, ...rest]: string[]): unknown => {
    if (step === undefined) return result
    if (!isObject(into)) throw runtime()
    return { ...into, [step]: put(Object.hasOwn(into, step) ? into[step] : {}, rest) }
  }
  return put(raw, steps)
}

const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
