import * as fc from 'fast-check'
import type { JsonObject } from '../../contract/index.ts'

// Random definitions. A group of states is a row: each leads to the next one, Choices and Catches also to its end, so that
// every state can be reached and every execution ends.

/** A state, before it has a name and knows what follows. */
interface Shape {
  fields: JsonObject
  groups: Shape[][]
  catches?: string
}

const path = fc.constantFrom('$', '$.a', '$.a', '$.a.c', '$.b', '$.list', '$.list[0]', '$.list[1]', '$.none')
const maybe = (name: string, values: fc.Arbitrary<unknown>): fc.Arbitrary<JsonObject> =>
  fc.oneof(
    { weight: 3, arbitrary: fc.constant({}) },
    { weight: 1, arbitrary: values.map((value) => ({ [name]: value })) },
  )
const fields = (...parts: fc.Arbitrary<JsonObject>[]): fc.Arbitrary<JsonObject> =>
  fc.tuple(...parts).map((all) => Object.assign({}, ...all) as JsonObject)

const flow = [maybe('InputPath', fc.option(path, { nil: null })), maybe('OutputPath', path)]
const resultPath = maybe('ResultPath', fc.constantFrom('$.a', '$.r', '$.r.s', '$.b.x', '$', null))
const template = fc.record({ a: fc.constant({ c: 1 }), 'b.$': path, list: fc.constant([1, 'x']) })
const errors = fc.constantFrom(
  'States.ALL',
  'States.TaskFailed',
  'Custom',
  'Transition.Retry',
  'Transition.Rejected',
  'States.BranchFailed',
)
const retry = maybe(
  'Retry',
  fc.array(
    fc.record({ ErrorEquals: errors.map((name) => [name]), MaxAttempts: fc.integer({ min: 0, max: 2 }) }),
    {
      maxLength: 1,
    },
  ),
)
const catches = fc.option(errors, { nil: undefined })
const outcomes = fc.array(fc.constantFrom('succeeded', 'failed', 'retry', 'rejected'), {
  minLength: 1,
  maxLength: 3,
})

const alone = (arbitrary: fc.Arbitrary<JsonObject>): fc.Arbitrary<Shape> =>
  arbitrary.map((all) => ({ fields: all, groups: [] }))
const type = (Type: string) => fc.constant({ Type })

const pass = alone(
  fields(
    type('Pass'),
    ...flow,
    resultPath,
    fc.oneof(
      fc.constant({}),
      template.map((Parameters) => ({ Parameters })),
      fc.constantFrom({ Result: 5 }, { Result: { a: { c: 1 } } }),
    ),
  ),
)
const wait = alone(fields(type('Wait'), ...flow, fc.constantFrom({ Seconds: 0 }, { Seconds: 1 })))
const choice = alone(
  fields(
    type('Choice'),
    ...flow,
    fc
      .tuple(path, fc.constantFrom({ IsPresent: true }, { NumericEquals: 1 }, { StringEquals: 'x' }))
      .map(([Variable, test]) => ({ Choices: [{ Variable, ...test }] })),
  ),
)
const task = fc
  .tuple(
    fields(
      type('Task'),
      ...flow,
      resultPath,
      maybe('ResultSelector', fc.constantFrom({ 'a.$': '$.got' }, { 'none.$': '$.none' })),
      retry,
      fc.tuple(outcomes, path).map(([all, from]) => ({
        Parameters: { outcomes: all, 'retry.$': '$$.State.RetryCount', 'in.$': from },
      })),
    ),
    catches,
  )
  .map(([all, name]): Shape => ({ fields: all, groups: [], ...(name !== undefined && { catches: name }) }))

const { row } = fc.letrec<{ state: Shape; row: Shape[] }>((tie) => {
  const fork = (own: fc.Arbitrary<JsonObject>, groups: fc.Arbitrary<Shape[][]>): fc.Arbitrary<Shape> =>
    fc.tuple(fields(own, ...flow, resultPath, retry), groups, catches).map(([all, inner, name]) => ({
      fields: all,
      groups: inner,
      ...(name !== undefined && { catches: name }),
    }))
  return {
    state: fc.oneof(
      { maxDepth: 2, withCrossShrink: true },
      pass,
      choice,
      task,
      wait,
      fork(type('Parallel'), fc.array(tie('row'), { minLength: 1, maxLength: 3 })),
      fork(
        fields(
          type('Map'),
          fc.constant({ ItemsPath: '$.list' }),
          maybe('MaxConcurrency', fc.constantFrom(1, 2)),
          maybe('ToleratedFailureCount', fc.constantFrom(0, 1)),
          maybe(
            'ItemSelector',
            fc.constantFrom(
              { 'a.$': '$$.Map.Item.Value', 'b.$': '$.b', list: [1] },
              { 'i.$': '$$.Map.Item.Index' },
            ),
          ),
        ),
        tie('row').map((one) => [one]),
      ),
    ),
    row: fc.array(tie('state'), { minLength: 1, maxLength: 4 }),
  }
})

const last = fc.constantFrom<JsonObject>(
  { Type: 'Succeed' },
  { Type: 'Succeed' },
  { Type: 'Fail', Error: 'Custom', Cause: 'why' },
)

/** Definitions whose Tasks are done by this transition. */
export const definitions = (transitionId: string): fc.Arbitrary<JsonObject> =>
  fc.tuple(row, last).map(([shapes, end]) => {
    let count = 0
    const name = () => `S${(count += 1)}`
    const groupOf = (states: readonly Shape[], ending: JsonObject): JsonObject => {
      const names = states.map(name)
      const end = name()
      const all = states.map((shape, index) => [
        names[index] ?? '',
        stateOf(shape, names[index + 1] ?? end, end),
      ])
      return { StartAt: names[0] ?? end, States: { ...Object.fromEntries(all), [end]: ending } }
    }
    const stateOf = (
      { fields: own, groups, catches: caught }: Shape,
      next: string,
      end: string,
    ): JsonObject => {
      const inner = groups.map((states) => groupOf(states, { Type: 'Succeed' }))
      const { Choices: rules, ...others } = own
      if (Array.isArray(rules))
        return {
          ...others,
          Choices: rules.map((rule: JsonObject) => ({ ...rule, Next: end })),
          Default: next,
        }
      return {
        ...own,
        ...(own['Type'] === 'Task' && { Resource: transitionId }),
        ...(own['Type'] === 'Parallel' && { Branches: inner }),
        ...(own['Type'] === 'Map' && { ItemProcessor: inner[0] }),
        ...(caught !== undefined && { Catch: [{ ErrorEquals: [caught], Next: end, ResultPath: '$.a' }] }),
        Next: next,
      }
    }
    return groupOf(shapes, end)
  })

/** What definitions are run with. */
export const inputs: fc.Arbitrary<JsonObject> = fc.record({
  a: fc.constantFrom<unknown>(1, { c: 1 }, 'x'),
  b: fc.constantFrom<unknown>('x', { d: 2 }, null),
  list: fc.constantFrom<unknown>([1, 2], ['x'], [], [{ a: 1 }, { list: [1] }, 'x']),
})
