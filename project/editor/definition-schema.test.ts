import { Ajv } from 'ajv'
import { expect, test } from 'vitest'
import { definitionSchema } from './definition-schema.ts'

const file = new URL('asl.schema.json', import.meta.url)
const state = { Type: 'Task', Resource: 'predict', ResultPath: '$.read', End: true }
const validate = new Ajv({ strict: false }).compile(definitionSchema())
const isValid = (fields: object) =>
  validate({ $schema: 'x', StartAt: 'A', States: { A: { ...state, ...fields } } })

test('the schema that is published is that of the language (npx vitest run project/editor -u writes it anew)', async () => {
  await expect(`${JSON.stringify(definitionSchema(), undefined, 2)}\n`).toMatchFileSnapshot(file.pathname)
})

test.each([
  [{}, true],
  [{ Parameters: { 'a.$': '$.b' }, Catch: [{ ErrorEquals: ['States.ALL'], Next: 'A' }] }, true],
  [{ Resorce: 'a' }, false],
  [{ Type: 'Tsk' }, false],
  [{ InputPath: 'read' }, false],
  [{ TimeoutSeconds: 0 }, false],
])('of a state with %j it says %s', (fields, expected) => {
  expect(isValid(fields)).toBe(expected)
})

test.each([
  [{ Variable: '$.a', NumericGreaterThan: 1, Next: 'B' }, true],
  [
    {
      And: [{ Variable: '$.a', IsPresent: true }, { Not: { Variable: '$.a', StringEquals: 'x' } }],
      Next: 'B',
    },
    true,
  ],
  [{ Variable: '$.a', NumericGreater: 1, Next: 'B' }, false],
  [{ Variable: 'a', IsNull: true, Next: 'B' }, false],
])('of a rule %j it says %s', (rule, expected) => {
  const states = { A: { Type: 'Choice', Choices: [rule] }, B: { Type: 'Succeed' } }
  expect(validate({ StartAt: 'A', States: states })).toBe(expected)
})

const inner = (fields: object) => ({ StartAt: 'B', States: { B: { Type: 'Succeed', ...fields } } })

const parallel = (fields: object) => ({ Type: 'Parallel', Branches: [inner(fields)], End: true })
const map = (fields: object) => ({ Type: 'Map', ItemProcessor: inner(fields), End: true })

test('it looks into the branches of a Parallel and the items of a Map', () => {
  for (const make of [parallel, map]) {
    expect(validate({ StartAt: 'A', States: { A: make({}) } })).toBe(true)
    expect(validate({ StartAt: 'A', States: { A: make({ Nxt: 'C' }) } })).toBe(false)
  }
})
