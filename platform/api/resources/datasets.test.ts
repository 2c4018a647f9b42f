import { expect, test } from 'vitest'
import { openPlatform } from '../../../test/support/embedded-platform.ts'

const pdf = { content: btoa('%PDF-1.7'), contentType: 'application/pdf' } as const

test('a dataset counts its documents, and for each label those that have it', async () => {
  await using opened = await openPlatform()
  const { documents, datasets } = opened.client
  const { datasetId, ...created } = await datasets.create({ name: 'invoices' })
  expect(created).toMatchObject({ numberOfDocuments: 0, groundTruthSummary: {}, retentionInDays: 1825 })

  const total = { label: 'total', value: '1.00' }
  const { documentId } = await documents.create({ ...pdf, datasetId, groundTruth: [total, total] })
  await documents.create({ ...pdf, datasetId, groundTruth: [total, { label: 'paid', value: true }] })
  await documents.create(pdf)
  expect(await datasets.get(datasetId)).toMatchObject({
    numberOfDocuments: 2,
    groundTruthSummary: { total: 2, paid: 1 },
  })

  await documents.update(documentId, { groundTruth: [] })
  expect((await datasets.list()).datasets).toMatchObject([{ groundTruthSummary: { total: 1, paid: 1 } }])
})

test('a dataset that still holds documents is not deleted', async () => {
  await using opened = await openPlatform()
  const { documents, datasets } = opened.client
  const { datasetId } = await datasets.create()
  const { documentId } = await documents.create({ ...pdf, datasetId })
  await expect(datasets.delete(datasetId)).rejects.toMatchObject({
    status: 400,
    apiMessage: expect.stringContaining('still holds 1 document'),
  })
  await documents.delete(documentId)
  expect(await datasets.delete(datasetId)).toMatchObject({ datasetId, numberOfDocuments: 0 })
  await expect(datasets.get(datasetId)).rejects.toMatchObject({ status: 404 })
})

test('a document cannot join a dataset that is not there', async () => {
  await using opened = await openPlatform()
  const datasetId = `las:dataset:${'0'.repeat(32)}`
  await expect(opened.client.documents.create({ ...pdf, datasetId })).rejects.toMatchObject({ status: 404 })
})
