import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { defineConfig, model } from '../../cli/config/index.ts'
import { rejection } from '../../test/support/rejection.ts'
import { temporaryFolder } from '../../test/support/temporary-folder.ts'
import '../vitest.ts'
import type { WorkflowHarnessOptions } from './harness-types.ts'
import { workflowHarness } from './workflow-harness.ts'

const config = defineConfig({
  name: 'invoices',
  models: { invoice: { fieldConfig: { total: { type: 'amount', maxLength: 20 } } } },
  secrets: { erp: ['ERP_KEY'] },
  transitions: {
    predict: { handler: 'predict.mjs', environment: { MODEL_ID: model('invoice') } },
    review: { type: 'manual', form: { total: { type: 'amount' } } },
    export: { handler: 'export.mjs', environmentSecrets: ['erp'] },
  },
  workflows: { invoices: { definition: 'invoices.asl.json' } },
})

const definition = {
  StartAt: 'Predict',
  States: {
    Predict: { Type: 'Task', Resource: 'predict', Next: 'Sure' },
    Sure: {
      Type: 'Choice',
      Choices: [{ Variable: '$.confidence', NumericGreaterThan: 0.6, Next: 'Export' }],
      Default: 'Review',
    },
    Review: { Type: 'Task', Resource: 'review', Next: 'Cool off' },
    'Cool off': { Type: 'Wait', Seconds: 172_800, Next: 'Export' },
    Export: { Type: 'Task', Resource: 'export', End: true },
  },
}

const handlers = {
  'predict.mjs': `export default async ({ input, client, env }) => {
    const { predictions } = await client.predictions.create({ documentId: input.documentId, modelId: process.env.MODEL_ID })
    return { documentId: input.documentId, total: predictions[0].value, confidence: predictions[0].confidence }
  }`,
  'export.mjs': `export default ({ input }) => ({ booked: input.total, by: process.env.ERP_KEY })`,
}

async function open(options: WorkflowHarnessOptions<'invoice', keyof typeof config.transitions> = {}) {
  const folder = await temporaryFolder()
  for (const [name, text] of Object.entries({ ...handlers, 'invoices.asl.json': JSON.stringify(definition) }))
    await writeFile(join(folder.path, name), text)
  const w = await workflowHarness(config, 'invoices', {
    folder: folder.path,
    documents: { invoice: {} },
    predictions: { total: { value: '12.00', confidence: 0.9 } },
    ...options,
  })
  return {
    w,
    async [Symbol.asyncDispose]() {
      await w[Symbol.asyncDispose]()
      await folder[Symbol.asyncDispose]()
    },
  }
}
const unsure = { predictions: { total: { value: '12.00', confidence: 0.3 } } }

test('a workflow runs on the real engine, its handlers on the real runtime', async () => {
  await using opened = await open({ secrets: { ERP_KEY: 'key' } })
  const execution = await opened.w.start()
  const result = await execution.ended()
  expect(result).toHaveTaken(['Predict', 'Sure', 'Export'])
  expect(result).toMatchObject({ status: 'succeeded', output: { booked: '12.00', by: 'key' } })
  expect(await opened.w.coverage()).toEqual({
    statesNeverTaken: ['Review', 'Cool off'],
    waysNeverTaken: ['Sure → Review'],
  })
})

test("a person's work is claimed, corrected and completed, and days pass in no time", async () => {
  await using opened = await open(unsure)
  const { w } = opened
  const execution = await w.start()
  const before = w.clock.now()
  const work = await w.claim('review')
  expect(work.input).toMatchObject({ total: '12.00' })
  await work.complete({ ...work.input, total: '13.00' })
  await w.clock.advance('1d')
  expect(await execution.result()).toMatchObject({ status: 'running' })
  await w.clock.advance('2d')
  expect(await execution.result()).toMatchObject({ status: 'succeeded', output: { booked: '13.00' } })
  expect(w.clock.now() - before).toBeGreaterThanOrEqual(3 * 86_400_000)
  expect((await w.coverage()).statesNeverTaken).toEqual([])
})

test('the end of an execution is waited for over days, too', async () => {
  await using opened = await open(unsure)
  const execution = await opened.w.start()
  const work = await opened.w.claim('review')
  await work.complete()
  const result = await execution.ended()
  expect(result).toHaveTaken(['Predict', 'Sure', 'Review', 'Cool off', 'Export'])
})

test('a rejection ends it', async () => {
  await using opened = await open(unsure)
  const execution = await opened.w.start()
  await (await opened.w.claim('review')).reject('no invoice')
  expect(await execution.ended()).toMatchObject({
    status: 'rejected',
    error: 'Transition.Rejected: no invoice',
  })
})

test('a step fails as the test says, and is tried again as its Retry says', async () => {
  await using opened = await open()
  opened.w.step('export').fails('the ERP is closed', 2)
  const execution = await opened.w.start()
  const { status, events } = await execution.ended()
  expect(status).toBe('succeeded')
  expect(events.filter(({ type }) => type === 'StateRetried')).toHaveLength(2)
  opened.w.step('predict').rejects('not readable')
  expect(await (await opened.w.start()).ended()).toMatchObject({ status: 'rejected' })
})

test('who waits for an end that a person must make is told so', async () => {
  await using opened = await open(unsure)
  const execution = await opened.w.start()
  expect(String(await rejection(execution.ended()))).toContain(
    "The execution waits for review: claim('review') takes the work (running after Predict → Sure → Review)",
  )
})

test('who claims work that never comes is told what happened instead', async () => {
  await using opened = await open()
  const execution = await opened.w.start()
  expect(String(await rejection(opened.w.claim('review')))).toContain(
    'Nothing waits for review: succeeded after Predict → Sure → Export',
  )
  await execution.ended()
})

test('toHaveTaken says what it found', async () => {
  await using opened = await open()
  const result = await (await opened.w.start()).ended()
  expect(() => expect(result).toHaveTaken(['Predict'])).toThrow('it succeeded after Predict → Sure → Export')
  expect(() => expect({}).toHaveTaken([])).toThrow('toHaveTaken() is for what execution.ended()')
})

test('names that the project does not have are type errors', async () => {
  // @ts-expect-error -- no such workflow
  expect(String(await rejection(workflowHarness(config, 'receipts')))).toContain('no workflow receipts')
})
