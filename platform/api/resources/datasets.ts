import type { Dataset, Routes } from '../../../contract/index.ts'
import { newId } from '../../store/new-id.ts'
import type { Operations, Services } from '../operation.ts'
import { badRequest } from '../../problem.ts'
import type { Store } from '../../store/store.ts'
import type { DatasetRow } from '../../store/tables.ts'
import { created, updated } from './audit.ts'
import { rowsOf } from './rows.ts'

const DEFAULT_RETENTION_IN_DAYS = 1825

/** Answers the operations on datasets. */
export function datasetOperations({ store, clock, quotas }: Services): Operations<Routes['datasets']> {
  const datasets = rowsOf(store, 'datasets')
  return {
    list: async ({ query }) => {
      const { rows, nextToken } = await datasets.page(query)
      return { datasets: await Promise.all(rows.map((row) => withContents(store, row))), nextToken }
    },

    create: async ({ body, caller }) => {
      const dataset = {
        datasetId: newId('dataset'),
        name: null,
        description: null,
        retentionInDays: DEFAULT_RETENTION_IN_DAYS,
        containsPersonallyIdentifiableInformation: true,
        storageLocation: 'EU' as const,
        version: 0,
        ...body,
        ...created(caller, clock),
      }
      await quotas.spend('datasets', () => store.insert('datasets', dataset))
      return withContents(store, dataset)
    },

    get: async ({ params: { datasetId } }) => withContents(store, await datasets.get(datasetId)),

    update: async ({ params: { datasetId }, body, caller }) => {
      const change = (row: DatasetRow) => ({ ...row, ...body, ...updated(caller, clock) })
      return withContents(store, await datasets.change(datasetId, change))
    },

    delete: async ({ params: { datasetId } }) => {
      const dataset = await withContents(store, await datasets.get(datasetId))
      if (dataset.numberOfDocuments > 0) {
        throw badRequest(
          `${datasetId} still holds ${dataset.numberOfDocuments} documents: delete them first, DELETE /documents?datasetId=${datasetId}`,
        )
      }
      await datasets.remove(datasetId)
      return dataset
    },
  }
}

/** A dataset with what its documents say about it. */
export async function withContents(store: Store, dataset: DatasetRow): Promise<Dataset> {
  const { documents, labels } = await store.countLabels(dataset.datasetId)
  return { ...dataset, numberOfDocuments: documents, groundTruthSummary: labels }
}
