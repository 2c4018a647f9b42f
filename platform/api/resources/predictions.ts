import type { Routes } from '../../../contract/index.ts'
import { newId } from '../../store/new-id.ts'
import type { Operations, Services } from '../operation.ts'
import { UnreadableDocumentError } from '../../predictor/predictor.ts'
import { badRequest, notFound } from '../../problem.ts'
import { rowsOf } from './rows.ts'

/** Answers the operations on predictions. */
export function predictionOperations({
  store,
  clock,
  predictor,
  quotas,
}: Services): Operations<Routes['predictions']> {
  const predictions = rowsOf(store, 'predictions')
  const models = rowsOf(store, 'models')
  const documents = rowsOf(store, 'documents')
  return {
    list: async ({ query }) => {
      const { rows, nextToken } = await predictions.page(query)
      return { predictions: rows, nextToken }
    },

    create: async ({ body: { documentId, modelId, maxPages } }) => {
      const model = await models.get(modelId)
      if (model.status === 'inactive')
        throw badRequest(`body.modelId: ${modelId} is inactive: PATCH its status to active first`)
      const document = await documents.get(documentId)
      const content = await store.getContent(documentId)
      if (!content) throw notFound(documentId)

      const start = clock.monotonic()
      const found = await predictor({
        documentId,
        modelId,
        content,
        contentType: document.contentType,
        fieldConfig: model.fieldConfig,
        maxPages: maxPages ?? model.preprocessConfig.maxPages,
      }).catch((error: unknown) => {
        throw error instanceof UnreadableDocumentError ? badRequest(`${documentId}: ${error.message}`) : error
      })
      const prediction = {
        predictionId: newId('prediction'),
        documentId,
        modelId,
        predictions: found,
        inferenceTime: (clock.monotonic() - start) / 1000,
        timestamp: Math.floor(clock.now() / 1000),
      }
      await quotas.spend('predictions', () => store.insert('predictions', prediction))
      return prediction
    },
  }
}
