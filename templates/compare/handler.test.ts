import { harness } from 'docker-transition/testing'
import 'docker-transition/testing/vitest'
import { expect, test } from 'vitest'
import transition from './handler.ts'

const groundTruth = { invoice_id: 'BW-2026-0418', total_amount: '8638.80' }

test('is sure of what the ground truth says too', async () => {
  await using t = await harness(transition, { documents: { invoice: { groundTruth } } })
  const predictions = [
    { label: 'invoice_id', value: 'BW-2026-0418', confidence: 0.6 },
    { label: 'total_amount', value: '8638.80', confidence: 0.7 },
  ]
  const result = await t.run({ documentId: t.documents.invoice, predictions })
  expect(result.output?.predictions.map(({ confidence }) => confidence)).toEqual([1, 1])
  expect(result.output?.needsCorrection).toBe(false)
})

test('keeps a prediction that differs, for a person to look at', async () => {
  await using t = await harness(transition, { documents: { invoice: { groundTruth } } })
  const wrong = { label: 'total_amount', value: '7260.00', confidence: 0.9 }
  const result = await t.run({ documentId: t.documents.invoice, predictions: [wrong] })
  expect(result.output?.predictions[0]).toEqual(wrong)
  expect(result.output?.needsCorrection).toBe(true)
})

test('takes the ground truth where a prediction is below the threshold, or missing', async () => {
  await using t = await harness(transition, {
    documents: { invoice: { groundTruth } },
    env: { CONFIDENCE_THRESHOLD: '0.5', GROUND_TRUTH_CONFIDENCE: '0.9' },
  })
  const predictions = [{ label: 'total_amount', value: '7260.00', confidence: 0.4 }]
  const result = await t.run({ documentId: t.documents.invoice, predictions, batch: 7 })
  expect(result).toHaveSucceededWith({
    documentId: t.documents.invoice,
    predictions: [
      { label: 'total_amount', value: '8638.80', confidence: 0.9 },
      { label: 'invoice_id', value: 'BW-2026-0418', confidence: 0.9 },
    ],
    needsCorrection: true,
    batch: 7,
  })
})

test('leaves predictions alone where there is no ground truth', async () => {
  await using t = await harness(transition, { documents: { invoice: {} } })
  const predictions = [{ label: 'total_amount', value: '8638.80', confidence: 0.4 }]
  const result = await t.run({ documentId: t.documents.invoice, predictions })
  expect(result.output).toMatchObject({ predictions, needsCorrection: true })
})

test('fails where a variable makes no sense, and says so', async () => {
  await using t = await harness(transition, { env: { CONFIDENCE_THRESHOLD: 'high' } })
  const input = { documentId: 'las:document:0123456789abcdef0123456789abcdef', predictions: [] }
  expect(await t.run(input)).toHaveFailed(/env\.CONFIDENCE_THRESHOLD/)
})
