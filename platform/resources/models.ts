import type { Routes } from '../../contract/index.ts'
import { newId } from '../new-id.ts'
import type { Operations, Services } from '../operations.ts'
import { notFound } from '../problem.ts'
import { created, updated } from './audit.ts'
import { readPage } from './page.ts'

const DEFAULT_PREPROCESS_CONFIG = { autoRotate: false, imageQuality: 'LOW', maxPages: 3 } as const

export function modelOperations({ store, clock }: Services): Operations<Routes['models']> {
  return {
    list: async ({ query }) => {
      const page = await readPage(store, 'models', query)
      return { models: page.rows, nextToken: page.nextToken }
    },

    create: async ({ body, caller }) => {
      const model = {
        modelId: newId('model'),
        name: null,
        description: null,
        preprocessConfig: DEFAULT_PREPROCESS_CONFIG,
        numberOfDataBundles: 0,
        status: 'active' as const,
        ...body,
        ...created(caller, clock),
      }
      await store.insert('models', model)
      return model
    },

    get: async ({ params: { modelId } }) => {
      const model = await store.get('models', modelId)
      if (!model) throw notFound('model', modelId)
      return model
    },

    update: async ({ params: { modelId }, body, caller }) => {
      const model = await store.update('models', modelId, (row) => ({
        ...row,
        ...body,
        ...updated(caller, clock),
      }))
      if (!model) throw notFound('model', modelId)
      return model
    },

    delete: async ({ params: { modelId } }) => {
      const model = await store.remove('models', modelId)
      if (!model) throw notFound('model', modelId)
      return model
    },
  }
}
