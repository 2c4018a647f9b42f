import type { DataBundle, Routes } from '../../../contract/index.ts'
import { newId } from '../../store/new-id.ts'
import type { Operations, Services } from '../operation.ts'
import { notFound } from '../../problem.ts'
import type { DataBundleRow } from '../../store/tables.ts'
import { created, updated } from './audit.ts'
import { withContents } from './datasets.ts'
import { rowsOf } from './rows.ts'

/** How long a data bundle is `processing`, in milliseconds. */
const PROCESSING_MS = 1000

/** Answers the operations on data bundles. */
export function dataBundleOperations({
  store,
  clock,
  quotas,
}: Services): Operations<Routes['models']['dataBundles']> {
  const dataBundles = rowsOf(store, 'dataBundles')
  const datasets = rowsOf(store, 'datasets')
  const models = rowsOf(store, 'models')

  async function refuseOfOther(modelId: string, dataBundleId: string): Promise<void> {
    if ((await dataBundles.get(dataBundleId)).modelId !== modelId) throw notFound(dataBundleId, modelId)
  }

  return {
    list: async ({ params: { modelId }, query: { status, ...paging } }) => {
      await models.get(modelId)
      const { rows, nextToken } = await dataBundles.page(paging, { where: { modelId, status } })
      return { dataBundles: rows.map(shown), ...(status && { status }), nextToken }
    },

    create: async ({ params: { modelId }, body: { datasetIds = [], ...naming }, caller }) => {
      await models.get(modelId)
      const bundled = datasetIds.map(async (id) => withContents(store, await datasets.get(id)))
      const dataBundle = {
        dataBundleId: newId('model-data-bundle'),
        modelId,
        name: null,
        description: null,
        datasets: await Promise.all(bundled),
        status: 'processing' as const,
        summary: {},
        ...naming,
        ...created(caller, clock),
        due: clock.now() + PROCESSING_MS,
      }
      await quotas.spend('dataBundles', () => store.insert('dataBundles', dataBundle))
      return shown(dataBundle)
    },

    update: async ({ params: { modelId, dataBundleId }, body, caller }) => {
      await refuseOfOther(modelId, dataBundleId)
      const change = (row: DataBundleRow) => ({ ...row, ...body, ...updated(caller, clock) })
      return shown(await dataBundles.change(dataBundleId, change))
    },

    delete: async ({ params: { modelId, dataBundleId } }) => {
      await refuseOfOther(modelId, dataBundleId)
      return shown(await dataBundles.remove(dataBundleId))
    },
  }
}

/** A data bundle as the API shows it. */
function shown({ due: _, ...dataBundle }: DataBundleRow): DataBundle {
  return dataBundle
}
