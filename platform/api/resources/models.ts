import type { Model, Routes } from '../../../contract/index.ts'
import { newId } from '../../store/new-id.ts'
import type { Operations, Services } from '../operation.ts'
import type { ModelRow } from '../../store/tables.ts'
import { created, updated } from './audit.ts'
import { allRows } from '../../store/all-rows.ts'
import { rowsOf } from './rows.ts'

const DEFAULT_PREPROCESS_CONFIG = { autoRotate: false, imageQuality: 'LOW', maxPages: 3 } as const
/** How long a model is in `training`, in milliseconds. */
const TRAINING_MS = 1000

/**
 * A new model is in `training` for a second, and so is one whose status a PATCH sets to `training`. It predicts all
 * the while: what reads documents here needs no training.
 */
export function modelOperations({
  store,
  clock,
  quotas,
}: Services): Omit<Operations<Routes['models']>, 'dataBundles'> {
  const models = rowsOf(store, 'models')

  async function shown({ due: _, ...model }: ModelRow): Promise<Model> {
    return { ...model, numberOfDataBundles: await store.count('dataBundles', { modelId: model.modelId }) }
  }

  return {
    list: async ({ query }) => {
      const { rows, nextToken } = await models.page(query)
      return { models: await Promise.all(rows.map(shown)), nextToken }
    },

    create: async ({ body, caller }) => {
      const model = {
        modelId: newId('model'),
        name: null,
        description: null,
        preprocessConfig: DEFAULT_PREPROCESS_CONFIG,
        status: 'training' as const,
        ...body,
        ...created(caller, clock),
        due: clock.now() + TRAINING_MS,
      }
      await quotas.spend('models', () => store.insert('models', model))
      return shown(model)
    },

    get: async ({ params: { modelId } }) => shown(await models.get(modelId)),

    update: async ({ params: { modelId }, body, caller }) => {
      const training = { due: body.status === 'training' ? clock.now() + TRAINING_MS : null }
      const change = (row: ModelRow) => ({
        ...row,
        ...body,
        ...(body.status && training),
        ...updated(caller, clock),
      })
      return shown(await models.change(modelId, change))
    },

    delete: async ({ params: { modelId } }) => {
      const model = await shown(await models.get(modelId))
      for await (const { dataBundleId } of allRows(store, 'dataBundles', { modelId }))
        await store.remove('dataBundles', dataBundleId)
      await models.remove(modelId)
      return model
    },
  }
}
