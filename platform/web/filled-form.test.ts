import { expect, test } from 'vitest'
import { openSqliteStore } from '../store/sqlite.ts'
import { TransitionId } from '../../contract/index.ts'
import { formShape } from './fields.ts'
import { outputOf, prefilled, readFields } from './filled-form.ts'

const manual = {
  transitionId: TransitionId.parse(`las:transition:${'0'.repeat(32)}`),
  transitionType: 'manual' as const,
  name: null,
  description: null,
  timeoutInSeconds: 300,
  parameters: {},
  createdBy: null,
  createdTime: null,
  updatedBy: null,
  updatedTime: null,
}
const outputJsonSchema = {
  type: 'object',
  properties: {
    total: { type: 'number', title: 'Total' },
    paidOn: { type: ['string', 'null'], format: 'date' },
    isOurs: { type: 'boolean' },
    region: { enum: ['north', 'south'] },
  },
  required: ['total'],
}

async function fill(
  transition: typeof manual & { outputJsonSchema?: object },
  input: object,
  written: object,
) {
  await using store = openSqliteStore(':memory:')
  const given = { ...input }
  const schema = transition.outputJsonSchema && { ...transition.outputJsonSchema }
  const { outputJsonSchema: _, ...rest } = transition
  const shape = await formShape(store, { ...rest, ...(schema && { outputJsonSchema: schema }) }, given)
  const form = new URLSearchParams(Object.entries(written))
  const fields = readFields(shape, given, form)
  return {
    shape,
    shown: prefilled(shape, given),
    fields,
    made: await outputOf(shape, fields, given, form, schema),
  }
}

test('predictions become fields, and the output is the input with what a person made of them', async () => {
  const predictions = [
    { label: 'total_amount', value: '12.50', confidence: 0.4 },
    { label: 'due_date', value: null, confidence: 0 },
  ]
  const written = { 'field.total_amount': ' 13.50 ', 'field.due_date': '' }
  const { shown, made } = await fill(manual, { documentId: 'd', predictions }, written)
  expect(shown.map(({ title, value, confidence }) => [title, value, confidence])).toEqual([
    ['Total amount', '12.50', 0.4],
    ['Due date', '', 0],
  ])
  expect(made).toEqual({
    output: {
      documentId: 'd',
      predictions: [
        { label: 'total_amount', value: '13.50', confidence: 1 },
        { label: 'due_date', value: null, confidence: 1 },
      ],
    },
  })
})

test('a schema of outputs becomes fields of its types', async () => {
  const transition = { ...manual, outputJsonSchema }
  const written = {
    'field.total': '7.5',
    'field.paidOn': '2026-03-12',
    'field.isOurs': 'true',
    'field.region': 'north',
  }
  const { shape, made } = await fill(transition, {}, written)
  expect(shape.fields.map(({ title, kind }) => [title, kind])).toEqual([
    ['Total', 'number'],
    ['Paid on', 'date'],
    ['Is ours', 'yes or no'],
    ['Region', 'choice'],
  ])
  expect(made).toEqual({ output: { total: 7.5, paidOn: '2026-03-12', isOurs: true, region: 'north' } })
})

test.each([
  ['total', '', 'This is needed'],
  ['total', '1,5', 'Expected a number like 12 or 0.5'],
  ['paidOn', '12.3.2026', 'Expected a date like 2026-03-12'],
  ['region', 'west', 'One of north, south'],
])('%s: %j is refused: %s', async (label, value, fault) => {
  const written = { 'field.total': '1', [`field.${label}`]: value }
  const { fields, made } = await fill({ ...manual, outputJsonSchema }, {}, written)
  expect(fields.find((field) => field.label === label)?.fault).toBe(fault)
  expect(made).toEqual({ message: 'Some fields need another look' })
})

test('where nothing says what the fields are, the output is written as JSON', async () => {
  expect((await fill(manual, { a: 1 }, { output: '{"b": 2}' })).made).toEqual({ output: { b: 2 } })
  expect((await fill(manual, { a: 1 }, { output: '[]' })).made).toEqual({
    message: 'Expected a JSON object: { … }',
  })
  expect((await fill(manual, { a: 1 }, { output: '{' })).made).toMatchObject({
    message: expect.stringContaining('This is not JSON'),
  })
})
