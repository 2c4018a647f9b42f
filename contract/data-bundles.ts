import * as z from 'zod/mini'
import { Dataset } from './datasets.ts'
import { audit, JsonObject, naming, NextToken, paging, repeated, Text, Time } from './fields.ts'
import { DataBundleId, DatasetId, ModelId } from './ids.ts'
import { route } from './route.ts'

/** `processing` while the platform gathers the datasets' documents. */
const Status = z.enum(['processing', 'ready', 'failed'])

/** A snapshot of a dataset. */
const BundledDataset = z.extend(Dataset, {
  groundTruthSummary: z.optional(JsonObject),
  createdBy: z.optional(Text),
  createdTime: z.optional(z.nullable(Time)),
  updatedBy: z.optional(Text),
  updatedTime: z.optional(z.nullable(Time)),
})

/** Training data of a model: a snapshot of datasets. */
export const DataBundle = z.strictObject({
  dataBundleId: DataBundleId,
  modelId: ModelId,
  name: Text,
  description: Text,
  datasets: z.array(BundledDataset),
  status: Status,
  /** The merged ground truth summaries of the datasets, once the bundle is ready. The API leaves its form open. */
  summary: JsonObject,
  ...audit,
})
export type DataBundle = z.infer<typeof DataBundle>

const params = { modelId: ModelId, dataBundleId: DataBundleId }

/** The operations on the data bundles of a model. */
export const dataBundles = {
  list: route({
    method: 'GET',
    path: '/models/{modelId}/dataBundles',
    summary: 'List the data bundles of a model',
    scope: 'databundles:read',
    params: { modelId: ModelId },
    query: z.strictObject({ status: z.optional(repeated(Status)), ...paging }),
    response: z.strictObject({
      dataBundles: z.array(DataBundle),
      status: z.optional(z.array(Status)),
      nextToken: NextToken,
    }),
    items: 'dataBundles',
  }),
  create: route({
    method: 'POST',
    path: '/models/{modelId}/dataBundles',
    summary: 'Bundle datasets for a model',
    scope: 'databundles:write',
    params: { modelId: ModelId },
    body: z.strictObject({ datasetIds: z.optional(z.array(DatasetId).check(z.minLength(1))), ...naming }),
    response: DataBundle,
  }),
  update: route({
    method: 'PATCH',
    path: '/models/{modelId}/dataBundles/{dataBundleId}',
    summary: 'Change the name or description of a data bundle',
    scope: 'databundles:write',
    params,
    body: z.strictObject(naming),
    response: DataBundle,
  }),
  delete: route({
    method: 'DELETE',
    path: '/models/{modelId}/dataBundles/{dataBundleId}',
    summary: 'Delete a data bundle',
    scope: 'databundles:write',
    params,
    response: DataBundle,
  }),
}
