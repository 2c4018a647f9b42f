import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import { formatFault } from '../../project/check/fault.ts'
import { temporaryFolder } from '../../test/support/temporary-folder.ts'
import { loadConfiguration } from '../config/load-config.ts'
import { faultsOf } from './check.ts'

const zod = new URL(import.meta.resolve('zod')).href

/** A handler's file with these schemas. */
const handler = (input: string, output: string) => `
  import { z } from '${zod}'
  export default { input: z.object({ ${input} }), output: z.object({ ${output} }), handler: () => ({}) }`

const definition = {
  StartAt: 'Predict',
  States: {
    Predict: { Type: 'Task', Resource: 'predict', Next: 'Sure' },
    Sure: {
      Type: 'Choice',
      Choices: [{ Variable: '$.confidence', NumericGreaterThan: 0.6, Next: 'Export' }],
      Default: 'Review',
    },
    Review: { Type: 'Task', Resource: 'review', Next: 'Export' },
    Export: { Type: 'Task', Resource: 'export', End: true },
  },
}

const sound: Record<string, string> = {
  'transition.config.ts': `export default {
    name: 'invoices',
    models: { invoice: { fieldConfig: 'fields.json' } },
    transitions: {
      predict: { handler: 'predict.mjs', environment: { MODEL_ID: { model: 'invoice' } } },
      review: { type: 'manual', form: 'review.form.json' },
      export: { handler: 'export.mjs' },
    },
    workflows: { invoices: { definition: 'invoices.asl.json' } },
  }`,
  'fields.json': '{ "total": { "type": "amount", "maxLength": 20 } }',
  'review.form.json': '{ "total": { "type": "amount", "required": true } }',
  'predict.mjs': handler(
    'documentId: z.string()',
    'documentId: z.string(), total: z.string(), confidence: z.number()',
  ),
  'export.mjs': handler('documentId: z.string(), total: z.string()', 'voucher: z.string()'),
  'invoices.asl.json': JSON.stringify(definition, undefined, 2),
}

async function check(changed: Record<string, string>): Promise<string[]> {
  await using folder = await temporaryFolder()
  for (const [name, text] of Object.entries({ ...sound, ...changed })) {
    await mkdir(dirname(join(folder.path, name)), { recursive: true })
    await writeFile(join(folder.path, name), text)
  }
  const file = join(folder.path, 'transition.config.ts')
  return (await faultsOf(file, await loadConfiguration(file))).map(formatFault)
}

const replaced = (name: string, from: string, to: string) => {
  const text = sound[name] ?? ''
  if (!text.includes(from)) throw new Error(`${name} has no ${from}`)
  return { [name]: text.replace(from, to) }
}

test('nothing is wrong with a sound project', async () => {
  expect(await check({})).toEqual([])
})

test.each([
  [
    'a renamed transition',
    replaced('invoices.asl.json', '"Resource": "export"', '"Resource": "exprt"'),
    'invoices.asl.json:27:7: States.Export.Resource: there is no transition exprt in the project: did you mean export?',
  ],
  [
    'a misspelt state',
    replaced('invoices.asl.json', '"Default": "Review"', '"Default": "Revew"'),
    'invoices.asl.json:18:7: States.Sure.Default: there is no state Revew beside it: did you mean Review?',
  ],
  [
    'a form that names a field twice',
    { 'review.form.json': '{\n  "total": { "type": "amount" },\n  "total": { "type": "string" }\n}' },
    'review.form.json:3:3: total stands twice in this object: the first is lost. Remove one of them',
  ],
  [
    'a form with a misspelt field',
    { 'review.form.json': '{ "total": { "type": "amount", "requierd": true } }' },
    'review.form.json:1:32: total.requierd is unknown: did you mean required?',
  ],
  [
    'a form with a type that there is not',
    { 'review.form.json': '{ "total": { "type": "money" } }' },
    'review.form.json:1:14: total.type: expected one of all, alphanum, ',
  ],
  [
    'a form that is no JSON',
    { 'review.form.json': '{ "total": { "type": "amount", } }' },
    'review.form.json:1:32: is no JSON: expected a name in double quotes, or the end of the object',
  ],
  [
    'a form that is not there',
    replaced('transition.config.ts', 'review.form.json', 'reviews.json'),
    'transition.config.ts: transitions.review.form: there is no file reviews.json',
  ],
  [
    'fields that a model does not take',
    { 'fields.json': '{ "total": { "type": "amount" } }' },
    'fields.json:1:3: total.maxLength: ',
  ],
  [
    'a step that needs what no step gives',
    { 'export.mjs': handler('documentId: z.string(), totl: z.string()', '') },
    'invoices.asl.json:27:7: States.Export.Resource: export needs totl, and no step gives it: not in its input, which has documentId, total, confidence: did you mean total? (on the way Predict → Sure → Export)',
  ],
  [
    'a step that gets another type',
    { 'export.mjs': handler('total: z.number()', '') },
    'invoices.asl.json:27:7: States.Export.Resource: export takes total as a number, and gets a string (on the way Predict → Sure → Export)',
  ],
  [
    'a path that leads nowhere',
    replaced('invoices.asl.json', '$.confidence', '$.confidense'),
    'invoices.asl.json:13:11: States.Sure.Choices[0].Variable: $.confidense leads nowhere: the data has documentId, total, confidence: did you mean confidence? (on the way Predict → Sure)',
  ],
  [
    'an error that nothing fails with',
    replaced(
      'invoices.asl.json',
      '"Resource": "export",',
      '"Resource": "export", "Catch": [{ "ErrorEquals": ["Oh"], "Next": "Review" }],',
    ),
    'invoices.asl.json:27:41: warning: States.Export.Catch[0].ErrorEquals: nothing here fails with Oh',
  ],
  ['a handler that does not load', { 'export.mjs': 'throw new Error("no luck")' }, 'export.mjs: '],
])('%s is told, with its place', async (_, changed, expected) => {
  const faults = await check(changed)
  expect(faults).toHaveLength(1)
  expect(faults[0]).toContain(expected)
})

test('what a person gives, and what a schema first makes another value of, is not judged', async () => {
  const coerced = handler('total: z.coerce.number(), documentId: z.preprocess(Number, z.number())', '')
  expect(await check({ 'export.mjs': coerced })).toEqual([])
  const [fault, ...others] = await check({ 'export.mjs': handler('approvedBy: z.string()', '') })
  expect(others).toEqual([])
  expect(fault).not.toContain('Review')
})
