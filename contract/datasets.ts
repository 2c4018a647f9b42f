import * as z from 'zod/mini'
import { audit, JsonObject, naming, NextToken, notEmpty, paging, Text } from './fields.ts'
import { DatasetId } from './ids.ts'
import { route } from './route.ts'

/** Of a dataset's documents, in days: at most five years. */
const MAX_RETENTION_IN_DAYS = 1825

/** A named set of documents. */
export const Dataset = z.strictObject({
  datasetId: DatasetId,
  name: z.optional(Text),
  description: Text,
  retentionInDays: z.int().check(z.gte(0), z.lte(MAX_RETENTION_IN_DAYS)),
  containsPersonallyIdentifiableInformation: z.boolean(),
  storageLocation: z.enum(['EU']),
  version: z.int().check(z.gte(0)),
  numberOfDocuments: z.int().check(z.gte(0)),
  /** How many documents have a ground truth for each label. The API leaves its form open. */
  groundTruthSummary: JsonObject,
  ...audit,
})
export type Dataset = z.infer<typeof Dataset>

const params = { datasetId: DatasetId }

/** The operations on datasets. */
export const datasets = {
  list: route({
    method: 'GET',
    path: '/datasets',
    summary: 'List datasets',
    scope: 'datasets:read',
    query: z.strictObject(paging),
    response: z.strictObject({ datasets: z.array(Dataset), nextToken: NextToken }),
    items: 'datasets',
  }),
  /** The API document gives `retentionInDays` no maximum here, but the one of answers is 1,825. */
  create: route({
    method: 'POST',
    path: '/datasets',
    summary: 'Create a dataset',
    scope: 'datasets:write',
    body: z.strictObject({
      retentionInDays: z.optional(z.int().check(z.gte(1), z.lte(MAX_RETENTION_IN_DAYS))),
      containsPersonallyIdentifiableInformation: z.optional(z.boolean()),
      ...naming,
    }),
    response: Dataset,
  }),
  get: route({
    method: 'GET',
    path: '/datasets/{datasetId}',
    summary: 'Get a dataset',
    scope: 'datasets:read',
    params,
    response: Dataset,
  }),
  update: route({
    method: 'PATCH',
    path: '/datasets/{datasetId}',
    summary: 'Change the name or description of a dataset',
    scope: 'datasets:write',
    params,
    body: z.strictObject(naming).check(notEmpty),
    response: Dataset,
  }),
  delete: route({
    method: 'DELETE',
    path: '/datasets/{datasetId}',
    summary: 'Delete a dataset that holds no documents',
    scope: 'datasets:write',
    params,
    response: Dataset,
  }),
}
