import { expect, test } from 'vitest'
import { openPlatform } from '../../../test/support/embedded-platform.ts'

const pdf = { content: btoa('%PDF-1.7'), contentType: 'application/pdf' } as const
const model = { width: 640, height: 900, fieldConfig: { total: { type: 'amount', maxLength: 20 } } } as const

test('a new model is in training for a second', async () => {
  await using opened = await openPlatform()
  const { models } = opened.client
  const { modelId, status } = await models.create(model)
  expect(status).toBe('training')
  await opened.clock.advance(2000)
  expect(await models.get(modelId)).toMatchObject({ status: 'active' })

  expect(await models.update(modelId, { status: 'training' })).toMatchObject({ status: 'training' })
  await opened.clock.advance(2000)
  expect(await models.get(modelId)).toMatchObject({ status: 'active' })
})

test('a model that was made inactive stays so, and predicts nothing', async () => {
  await using opened = await openPlatform({ predictor: async () => [] })
  const { models, documents, predictions } = opened.client
  const { modelId } = await models.create(model)
  const { documentId } = await documents.create(pdf)
  expect(await predictions.create({ modelId, documentId })).toMatchObject({ predictions: [] })

  await models.update(modelId, { status: 'inactive' })
  await opened.clock.advance(2000)
  expect(await models.get(modelId)).toMatchObject({ status: 'inactive' })
  await expect(predictions.create({ modelId, documentId })).rejects.toMatchObject({
    status: 400,
    apiMessage: expect.stringContaining('inactive'),
  })
})

test('a data bundle holds datasets as they were, and sums them up once it is ready', async () => {
  await using opened = await openPlatform()
  const { models, datasets, documents } = opened.client
  const { modelId } = await models.create(model)
  const groundTruth = [{ label: 'total', value: '1.00' }]
  const datasetIds = await Promise.all(
    [1, 2].map(async () => {
      const { datasetId } = await datasets.create()
      await documents.create({ ...pdf, datasetId, groundTruth })
      return datasetId
    }),
  )
  const bundle = await models.dataBundles.create(modelId, { datasetIds, name: 'first' })
  expect(bundle).toMatchObject({ status: 'processing', summary: {}, name: 'first' })
  expect(bundle.datasets.map(({ datasetId }) => datasetId)).toEqual(datasetIds)
  await documents.deleteAll()
  await opened.clock.advance(2000)

  const ready = { status: 'ready', summary: { total: 2 }, datasets: [{ numberOfDocuments: 1 }, {}] }
  expect(await models.dataBundles.list(modelId)).toMatchObject({ dataBundles: [ready] })
  expect(await models.dataBundles.list(modelId, { status: ['ready'] })).toMatchObject({ status: ['ready'] })
  expect((await models.dataBundles.list(modelId, { status: ['processing', 'failed'] })).dataBundles).toEqual(
    [],
  )
  expect(await models.get(modelId)).toMatchObject({ numberOfDataBundles: 1 })
})

test('a data bundle belongs to one model, and goes with it', async () => {
  await using opened = await openPlatform()
  const { models } = opened.client
  const [{ modelId }, other] = [await models.create(model), await models.create(model)]
  const { dataBundleId } = await models.dataBundles.create(modelId, {})
  await expect(models.dataBundles.delete(other.modelId, dataBundleId)).rejects.toMatchObject({ status: 404 })
  await models.delete(modelId)
  await expect(models.dataBundles.update(modelId, dataBundleId, {})).rejects.toMatchObject({ status: 404 })
})
