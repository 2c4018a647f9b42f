import { harness } from 'docker-transition/testing'
import 'docker-transition/testing/vitest'
import { expect, test } from 'vitest'
import transition from './handler.ts'

const verified = { invoice_id: 'BW-2026-0418', total_amount: '8638.80' }

test('writes what is verified to the document', async () => {
  await using t = await harness(transition, { documents: { invoice: {} } })
  const documentId = t.documents.invoice
  expect(await t.run({ documentId, verified })).toHaveRequested('PATCH document', {
    groundTruth: [
      { label: 'invoice_id', value: 'BW-2026-0418' },
      { label: 'total_amount', value: '8638.80' },
    ],
  })
})

test('keeps the ground truth of labels that were not verified now', async () => {
  const groundTruth = { supplier: 'Brandt & Weiß', total_amount: '1.00' }
  await using t = await harness(transition, { documents: { invoice: { groundTruth } } })
  const documentId = t.documents.invoice
  await t.run({ documentId, verified })
  const document = await t.client.documents.get(documentId)
  expect(document.groundTruth).toEqual([
    { label: 'supplier', value: 'Brandt & Weiß' },
    { label: 'invoice_id', value: 'BW-2026-0418' },
    { label: 'total_amount', value: '8638.80' },
  ])
})

test('rejects an input with nothing verified, and writes nothing', async () => {
  await using t = await harness(transition, { documents: { invoice: {} } })
  const result = await t.run({ documentId: t.documents.invoice, verified: {} })
  expect(result).toHaveBeenRejected(/expected a field or more/)
  expect(result.requests).toEqual([])
})

test('has written it once, even if the answer is lost', async () => {
  await using t = await harness(transition, { documents: { invoice: {} } })
  const documentId = t.documents.invoice
  t.api.lose('PATCH document')
  expect(await t.run({ documentId, verified })).toHaveSucceeded()
  expect((await t.client.documents.get(documentId)).groundTruth).toHaveLength(2)
})
