import { Ajv } from 'ajv'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import type { JsonObject, WorkflowExecution } from '../../contract/index.ts'
import { propertyOf } from '../../test/support/property.ts'
import { openWorkflows, succeeded, unsuccessful } from '../../test/support/workflows.ts'
import { resolveDefinition } from '../definitions.ts'
import { fromSchema } from './from-schema.ts'
import { misfitsIn } from './workflow-flow.ts'

// Random definitions with random schemas, run on the real engine, whose transitions refuse what their input schema refuses and
// give what their output schema allows. Whoever goes the way of a "can't fit" must fail at its end.

const { numRuns, seeds } = propertyOf(300)
const ajv = new Ajv({ strict: false })

interface Schema {
  schema: JsonObject
  value: fc.Arbitrary<unknown>
}

const leaf: fc.Arbitrary<Schema> = fc.constantFrom<Schema>(
  { schema: { type: 'string' }, value: fc.constantFrom('x', '') },
  { schema: { type: 'number' }, value: fc.constantFrom(1, 0.5) },
  { schema: { type: 'boolean' }, value: fc.boolean() },
  { schema: { const: 'k' }, value: fc.constant('k') },
  { schema: { type: ['string', 'null'] }, value: fc.constantFrom('x', null) },
  { schema: {}, value: fc.constantFrom(1, 'x', { a: 1 }) },
  { schema: { type: 'array', items: { type: 'string' } }, value: fc.constant(['x', 'y']) },
)

function objectOf(inner: fc.Arbitrary<Schema>, isClosed: boolean): fc.Arbitrary<Schema> {
  const field = fc.record({ of: inner, isRequired: fc.boolean() })
  return fc
    .dictionary(fc.constantFrom('a', 'b', 'c', 'd'), field, { minKeys: 1, maxKeys: 3 })
    .map((fields) => {
      const entries = Object.entries(fields)
      const required = entries.filter(([, { isRequired }]) => isRequired).map(([name]) => name)
      return {
        schema: {
          type: 'object',
          properties: Object.fromEntries(entries.map(([name, { of }]) => [name, of.schema])),
          required,
          ...(isClosed && { additionalProperties: false }),
        },
        value: fc.record(Object.fromEntries(entries.map(([name, { of }]) => [name, of.value])), {
          requiredKeys: required,
          noNullPrototype: true,
        }),
      }
    })
}

const schema = (isClosed: boolean) =>
  objectOf(fc.oneof({ weight: 4, arbitrary: leaf }, objectOf(leaf, isClosed)), isClosed)
const transition = fc.record({ takes: fc.boolean().chain(schema), gives: schema(true) })

const path = fc.constantFrom(
  '$',
  '$.a',
  '$.b',
  '$.c',
  '$.a.b',
  '$.r',
  '$.r.a',
  '$[0]',
  '$[0].a',
  '$.a[0]',
  '$..a',
)
const value = fc.oneof(
  path,
  path.map((one) => `States.Format('{}', ${one})`),
  path.map((one) => `States.StringSplit(${one}, ',')`),
  path.map((one) => `States.MathAdd(${one}, 1)`),
  fc.tuple(path, path).map(([one, other]) => `States.Array(${one}, ${other})`),
  path.map((one) => `States.ArrayGetItem(States.Array(${one}), 0)`),
)
const template = fc
  .dictionary(fc.constantFrom('a.$', 'b.$', 'c.$'), value, { maxKeys: 2 })
  .map((one) => ({ d: 'k', ...one }))
const maybe = (name: string, values: fc.Arbitrary<unknown>, weight = 3): fc.Arbitrary<JsonObject> =>
  fc.oneof(
    { weight, arbitrary: fc.constant({}) },
    { weight: 1, arbitrary: values.map((one) => ({ [name]: one })) },
  )
const fields = (...parts: fc.Arbitrary<JsonObject>[]): fc.Arbitrary<JsonObject> =>
  fc.tuple(...parts).map((all): JsonObject => Object.assign({}, ...all))
const flow = [maybe('InputPath', fc.option(path, { nil: null }), 5), maybe('OutputPath', path, 5)]
const resultPath = maybe('ResultPath', fc.constantFrom('$.r', '$.a', '$.a.b', '$', null), 1)
const errors = maybe(
  'Catch',
  fc.constantFrom('$.r', '$').map((ResultPath) => [{ ErrorEquals: ['States.ALL'], ResultPath }]),
)

const task = fields(
  fc.constantFrom('t0', 't1', 't2').map((Resource) => ({ Type: 'Task', Resource, Retry: [] })),
  ...flow,
  resultPath,
  errors,
  maybe('Parameters', template, 1),
  maybe('ResultSelector', template),
)
const pass = fields(fc.constant({ Type: 'Pass' }), ...flow, resultPath, maybe('Parameters', template, 1))
const choice = fields(
  fc
    .record({ Variable: path })
    .map(({ Variable }) => ({ Type: 'Choice', Choices: [{ Variable, IsString: true }] })),
  ...flow,
)
const wait = fields(fc.constant({ Type: 'Wait', Seconds: 0 }), ...flow)

/** States in a row. Choices and Catches lead to the next one or to the one after it. */
function rowOf(states: readonly JsonObject[], prefix: string): JsonObject {
  const nameOf = (index: number) => `${prefix}${Math.min(index, states.length)}`
  const named = states.map((state, index): [string, JsonObject] => {
    const rules = Array.isArray(state['Choices']) ? state['Choices'] : []
    const catchers = Array.isArray(state['Catch']) ? state['Catch'] : []
    return [
      nameOf(index),
      {
        ...state,
        ...(rules.length > 0
          ? {
              Choices: rules.map((rule) => ({ ...rule, Next: nameOf(index + 2) })),
              Default: nameOf(index + 1),
            }
          : { Next: nameOf(index + 1) }),
        ...(catchers.length > 0 && { Catch: catchers.map((one) => ({ ...one, Next: nameOf(index + 2) })) }),
      },
    ]
  })
  return {
    StartAt: nameOf(0),
    States: { ...Object.fromEntries(named), [nameOf(states.length)]: { Type: 'Pass', End: true } },
  }
}

const simple = fc.oneof({ weight: 4, arbitrary: task }, { weight: 2, arbitrary: pass }, choice, wait)
const rows = (prefix: string) =>
  fc.array(simple, { minLength: 1, maxLength: 2 }).map((row) => rowOf(row, prefix))
const nested = fc.oneof(
  fields(
    fc.tuple(rows('P'), rows('Q')).map((Branches): JsonObject => ({ Type: 'Parallel', Branches })),
    ...flow,
    resultPath,
    errors,
    maybe('ResultSelector', template),
  ),
  fields(
    rows('M').map((ItemProcessor): JsonObject => ({ Type: 'Map', ItemProcessor })),
    maybe('ItemsPath', fc.constantFrom('$.a', '$.b', '$.r', '$.r.a'), 1),
    maybe(
      'ItemSelector',
      template.map((one) => ({ ...one, 'c.$': '$$.Map.Item.Value' })),
    ),
    resultPath,
    errors,
  ),
)
/** The names of states are unique in a definition: those within a state get its index. */
const namedFor = (state: JsonObject, index: number): JsonObject =>
  JSON.parse(JSON.stringify(state).replaceAll(/"([MPQ]\d)"/g, `"$1-${index}"`))

const definitions = fc
  .array(fc.oneof({ weight: 5, arbitrary: simple }, { weight: 1, arbitrary: nested }), {
    minLength: 2,
    maxLength: 5,
  })
  .map((row) => rowOf(row.map(namedFor), 'S'))

/** The states that each of an execution's branches has gone through, and whether the last of them was passed. */
function waysOf({ events = [] }: WorkflowExecution): { way: string[]; isPassed: boolean }[] {
  const open = new Map<string, string[]>()
  const ways: { way: string[]; isPassed: boolean }[] = []
  for (const { type, state, branch } of events) {
    const key = typeof branch === 'string' ? branch : ''
    if (type === 'StateEntered') {
      const outer = key.includes('/') ? key.slice(0, key.lastIndexOf('/')) : ''
      const before = open.get(key) ?? (key === '' ? [] : (open.get(outer) ?? []))
      const way = [...before, String(state)]
      open.set(key, way)
      ways.push({ way, isPassed: false })
    }
    const way = open.get(key)
    const last = ways.findLast((one) => one.way === way)
    if (type === 'StateExited' && last) last.isPassed = true
  }
  return ways
}

// A counterexample is told as it is found: to make it smaller takes minutes.
test.each(seeds)('nobody passes what can not fit (seed %i)', async (seed) => {
  await using platform = await openWorkflows()
  let current: { validate: (input: unknown) => boolean; output: JsonObject }[] = []
  const resources = await Promise.all(
    [0, 1, 2].map((index) =>
      platform.transition((input) => {
        const one = current[index]
        return one?.validate(input) ? succeeded(one.output) : unsuccessful('failed', 'it does not take that')
      }),
    ),
  )
  const count = { told: 0, confirmed: 0, sound: 0 }
  const inputs = fc.constantFrom<JsonObject>(
    {},
    { a: 'x' },
    { a: ['x'], b: 1 },
    { a: { b: 'k' }, c: 'k', d: 'k' },
  )
  await fc.assert(
    fc.asyncProperty(
      definitions,
      fc.tuple(transition, transition, transition),
      inputs,
      fc.gen(),
      async (definition, transitions, input, draw) => {
        const misfits = misfitsIn(definition, (resource) => {
          const { takes, gives } = transitions[Number(resource.slice(1))] ?? {}
          return { takes: fromSchema(takes?.schema), gives: fromSchema(gives?.schema) }
        })
        current = transitions.map(({ takes, gives }) => ({
          validate: ajv.compile(takes.schema),
          output: draw(() => gives.value.map((one) => one as JsonObject)),
        }))
        const resolved = resolveDefinition(definition, (name) => resources[Number(name.slice(1))] ?? '')
        const execution = await platform.run(resolved as JsonObject, input)
        count.told += misfits.length
        if (execution.status === 'succeeded') count.sound += 1
        for (const { way, isPassed } of waysOf(execution)) {
          const misfit = misfits.find((one) => JSON.stringify(one.way) === JSON.stringify(way))
          if (!misfit) continue
          count.confirmed += 1
          expect(isPassed, JSON.stringify({ misfit, events: execution.events })).toBe(false)
        }
      },
    ),
    { seed, numRuns, endOnFailure: true },
  )
  // The definitions are of both kinds, else nothing was tried.
  expect(count.confirmed).toBeGreaterThan(numRuns / 10)
  expect(count.sound).toBeGreaterThan(numRuns / 50)
})
