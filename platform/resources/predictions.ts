import type { Routes } from '../../contract/index.ts'
import { newId } from '../new-id.ts'
import type { Operations, Services } from '../operations.ts'
import { UnreadableDocumentError } from '../predictor/predictor.ts'
import { badRequest, notFound } from '../problem.ts'
import { readPage } from './page.ts'

export function predictionOperations({
  store,
  clock,
  predictor,
}: Services): Operations<Routes['predictions']> {
  return {
    list: async ({ query }) => {
      const page = await readPage(store, 'predictions', query)
      return { predictions: page.rows, nextToken: page.nextToken }
    },

    create: async ({ body: { documentId, modelId, maxPages } }) => {
      const model = await store.get('models', modelId)
      if (!model) throw notFound('model', modelId)
      const document = await store.get('documents', documentId)
      const content = await store.getContent(documentId)
      if (!document || !content) throw notFound('document', documentId)

      const start = clock.now()
      const predictions = await predictor({
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
        predictions,
        inferenceTime: (clock.now() - start) / 1000,
        timestamp: Math.floor(start / 1000),
      }
      await store.insert('predictions', prediction)
      return prediction
    },
  }
}
