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
        { label: 'due_date', value: null, confidence: 0 },
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

const location = { page: 0, box: [0.1, 0.2, 0.3, 0.4] }
const lines = [
  { text: 'Paper', amount: 3 },
  { text: 'Ink', amount: 9.5 },
]
/** Of a model that reads more than the form shows. */
const rich = {
  documentId: 'd',
  predictions: [
    { label: 'total_amount', value: '12.50', confidence: 0.4, location },
    { label: 'due_date', value: null, confidence: 0.1 },
    { label: 'count', value: 12, confidence: 0.5 },
    { label: 'line_items', value: lines, confidence: 0.3 },
    { label: 'note', value: 'of two\nlines', confidence: 0.8 },
    { label: 'note', value: 'a second one', confidence: 0.2 },
    { label: 'iban', value: 'DE02', confidence: 0.7, location },
  ],
}
const shownOf = (fields: { name: string; value: string; isEditable: boolean }[]) =>
  Object.fromEntries(fields.flatMap(({ name, value, isEditable }) => (isEditable ? [[name, value]] : [])))

test('work that nobody touched leaves as it came, but for the confidence of what is confirmed', async () => {
  const { shown } = await fill(manual, rich, {})
  const { made } = await fill(manual, rich, shownOf(shown))
  expect(made).toEqual({
    output: {
      ...rich,
      predictions: rich.predictions.map((prediction, index) => ({
        ...prediction,
        ...([0, 2, 4, 6].includes(index) && { confidence: 1 }),
      })),
    },
  })
})

test('what is written keeps what else was known of it, and its type; what is cleared is null', async () => {
  const { shown } = await fill(manual, rich, {})
  const written = {
    ...shownOf(shown),
    'field.total_amount': '13.50',
    'field.count': '14',
    'field.iban': '',
    'field.due_date': '2026-03-12',
  }
  const { made } = await fill(manual, rich, written)
  expect(made).toMatchObject({
    output: {
      predictions: [
        { label: 'total_amount', value: '13.50', confidence: 1, location },
        { label: 'due_date', value: '2026-03-12', confidence: 1 },
        { label: 'count', value: 14, confidence: 1 },
        { label: 'line_items', value: lines, confidence: 0.3 },
        { label: 'note' },
        { label: 'note', value: 'a second one', confidence: 0.2 },
        { label: 'iban', value: null, confidence: 1, location },
      ],
    },
  })
})

test('a list or an object is shown and not edited, and no form that is made up changes it', async () => {
  const { shown, made } = await fill(manual, rich, { 'field.line_items': '' })
  expect(shown.find(({ label }) => label === 'line_items')).toMatchObject({ isEditable: false, given: lines })
  expect(made).toMatchObject({
    output: { predictions: expect.arrayContaining([{ label: 'line_items', value: lines, confidence: 0.3 }]) },
  })
  const schema = { type: 'object', properties: { lines: { type: 'array' }, total: { type: 'number' } } }
  const object = await fill(
    { ...manual, outputJsonSchema: schema },
    { lines, total: 1 },
    { 'field.total': '2' },
  )
  expect(object.made).toEqual({ output: { lines, total: 2 } })
})
