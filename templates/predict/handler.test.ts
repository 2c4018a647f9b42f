import { harness } from 'docker-transition/testing'
import 'docker-transition/testing/vitest'
import { expect, test } from 'vitest'
import transition from './handler.ts'

test("reads an invoice's number, date and total", async () => {
  await using t = await harness(transition, { documents: { invoice: 'invoice.pdf' } })
  const result = await t.run({ documentId: t.documents.invoice })
  expect(result).toHaveSucceeded()
  const values = Object.fromEntries(
    result.output?.predictions.map(({ label, value }) => [label, value]) ?? [],
  )
  expect(values).toMatchObject({
    invoice_id: 'BW-2026-0418',
    invoice_date: '2026-04-14',
    total_amount: '8638.80',
  })
})

test('leaves to a person what the model is not sure of', async () => {
  await using t = await harness(transition, {
    documents: { invoice: {} },
    predictions: { total_amount: '8638.80', invoice_id: { value: 'BW-2026-O418', confidence: 0.4 } },
  })
  const result = await t.run({ documentId: t.documents.invoice })
  expect(result.output).toMatchObject({
    needsValidation: true,
    predictions: [
      { label: 'total_amount', needsValidation: false },
      { label: 'invoice_id', needsValidation: true },
    ],
  })
})

test('fails when there is no document, and says so', async () => {
  await using t = await harness(transition)
  expect(await t.run({})).toHaveFailed(/input\.documentId/)
})

test("waits for a model that can't answer at once", async () => {
  await using t = await harness(transition, {
    documents: { invoice: {} },
    predictions: { total_amount: '1.00' },
  })
  t.api.fail('POST predictions', { status: 429, times: 2 })
  expect(await t.run({ documentId: t.documents.invoice })).toHaveSucceeded()
})
