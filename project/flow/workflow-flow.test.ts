import { expect, test } from 'vitest'
import type { JsonObject } from '../../contract/index.ts'
import { statesOf } from '../../test/support/workflows.ts'
import { fromSchema } from './from-schema.ts'
import { misfitsIn } from './workflow-flow.ts'

const closed = (properties: JsonObject, required = Object.keys(properties)): JsonObject => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
})
const text = { type: 'string' }
const schemas: Record<string, { takes?: JsonObject; gives?: JsonObject }> = {
  read: { gives: closed({ id: text, total: text, lines: { type: 'array', items: closed({ name: text }) } }) },
  maybe: { gives: closed({ id: text }, []) },
  book: { takes: { type: 'object', properties: { id: text, total: { type: 'number' } }, required: ['id'] } },
  note: { takes: { type: 'object', properties: { note: text }, required: ['note'] } },
}

function told(states: Record<string, JsonObject>): string[] {
  const misfits = misfitsIn(statesOf(states), (resource) => ({
    takes: fromSchema(schemas[resource]?.takes),
    gives: fromSchema(schemas[resource]?.gives),
  }))
  return misfits.map(({ way, message }) => `${way.join(' ')}: ${message}`)
}

const read = { Type: 'Task', Resource: 'read', Next: 'B' }
const book = { Type: 'Task', Resource: 'book', End: true }
const note = { Type: 'Task', Resource: 'note', End: true }

test.each<[string, Record<string, JsonObject>, string[]]>([
  ['another type', { A: read, B: book }, ['A B: book takes total as a number, and gets a string']],
  ['what may be missing is not judged', { A: { ...read, Resource: 'maybe' }, B: book }, []],
  [
    'Parameters',
    { A: read, B: { ...note, Parameters: { 'note.$': '$.totel' } } },
    ['A B: $.totel leads nowhere: the data has id, total, lines: did you mean total?'],
  ],
  ['a function', { A: read, B: { ...note, Parameters: { 'note.$': "States.Format('{}', $.total)" } } }, []],
  [
    'a function that takes another kind',
    { A: read, B: { ...note, Parameters: { 'note.$': 'States.MathAdd($.total, 1)' } } },
    ['A B: argument 1 of States.MathAdd: it takes an input that is a number, and gets a string'],
  ],
  ['ResultPath keeps the input', { A: { ...read, ResultPath: '$.read' }, B: note }, []],
  [
    'ResultSelector',
    { A: { ...read, ResultSelector: { 'n.$': '$.id' } }, B: note },
    ['A B: note needs note, and no step gives it: not in its input, which has n'],
  ],
  [
    'InputPath',
    { A: read, B: { ...note, InputPath: '$.id' } },
    ["A B: a transition's input is an object, and it gets a string: make one with Parameters"],
  ],
  [
    'a Map',
    {
      A: read,
      B: { Type: 'Map', ItemsPath: '$.lines', ItemProcessor: statesOf({ C: note }), End: true },
    },
    ['A B C: note needs note, and no step gives it: not in its input, which has name'],
  ],
  [
    'a Map of what is no array',
    { A: read, B: { Type: 'Map', ItemsPath: '$.id', ItemProcessor: statesOf({ C: note }), End: true } },
    ['A B: the items of a Map are an array, and they are a string'],
  ],
  [
    'the branches of a Parallel',
    {
      A: {
        Type: 'Parallel',
        Branches: [statesOf({ C: { ...read, Next: undefined, End: true } })],
        Next: 'B',
      },
      B: { ...note, Parameters: { 'note.$': '$[1].id' } },
    },
    ['A B: $[1].id leads nowhere: the data is an array'],
  ],
  [
    'what a Catch gives',
    {
      A: { ...read, Next: 'D', Catch: [{ ErrorEquals: ['States.ALL'], Next: 'B' }] },
      B: note,
      D: { Type: 'Succeed' },
    },
    ['A B: note needs note, and no step gives it: not in its input, which has Error, Cause'],
  ],
])('%s', (_, states, expected) => {
  expect(told(states)).toEqual(expected)
})

test('a loop that makes its data ever larger comes to an end', () => {
  const states = {
    A: { ...read, ResultPath: '$.read' },
    B: { Type: 'Pass', Parameters: { 'more.$': '$' }, Next: 'C' },
    C: { Type: 'Choice', Choices: [{ Variable: '$.more', IsPresent: true, Next: 'B' }], Default: 'D' },
    D: { Type: 'Succeed' },
  }
  expect(told(states)).toEqual([])
})
