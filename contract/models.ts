import * as z from 'zod/mini'
import { dataBundles } from './data-bundles.ts'
import { Label } from './documents.ts'
import { audit, naming, NextToken, notEmpty, paging, Text } from './fields.ts'
import { ModelId } from './ids.ts'
import { route } from './route.ts'

/** What kind of value a field has. */
export const FieldType = z.enum([
  'all',
  'alphanum',
  'alphanumext',
  'amount',
  'date',
  'digits',
  'letter',
  'number',
  'phone',
  'string',
])
export type FieldType = z.infer<typeof FieldType>

/** The fields that a model looks for, by label. */
export const FieldConfig = z.record(
  Label,
  z.looseObject({
    type: FieldType,
    /** Of a value, in characters. */
    maxLength: z.int().check(z.gte(1), z.lte(100)),
    description: z.optional(Text),
  }),
)
export type FieldConfig = z.infer<typeof FieldConfig>

/** How finely a model looks at pages. */
export const ImageQuality = z.enum(['LOW', 'HIGH'])
/** Pages that are read of a document: 1 to 3. */
export const MaxPages = z.int().check(z.gte(1), z.lte(3))

/** How documents are prepared before a model reads them. */
export const PreprocessConfig = z.strictObject({
  autoRotate: z.boolean(),
  imageQuality: ImageQuality,
  maxPages: MaxPages,
})
export type PreprocessConfig = z.infer<typeof PreprocessConfig>

/** Of the images that the model reads, in pixels. */
const Size = z.int().check(z.gte(97), z.lte(1921))
/** Predictions are refused while a model is `inactive`. */
const Status = z.enum(['active', 'training', 'inactive'])

/** A model: the fields that it reads, and its training. */
export const Model = z.strictObject({
  modelId: ModelId,
  name: Text,
  description: Text,
  fieldConfig: FieldConfig,
  preprocessConfig: PreprocessConfig,
  width: Size,
  height: Size,
  numberOfDataBundles: z.int().check(z.gte(0)),
  status: Status,
  ...audit,
})
export type Model = z.infer<typeof Model>

const params = { modelId: ModelId }

/** The operations on models. */
export const models = {
  list: route({
    method: 'GET',
    path: '/models',
    summary: 'List models',
    scope: 'models:read',
    query: z.strictObject(paging),
    response: z.strictObject({ models: z.array(Model), nextToken: NextToken }),
    items: 'models',
  }),
  create: route({
    method: 'POST',
    path: '/models',
    summary: 'Create a model',
    scope: 'models:write',
    body: z.strictObject({
      fieldConfig: FieldConfig,
      width: Size,
      height: Size,
      preprocessConfig: z.optional(PreprocessConfig),
      ...naming,
    }),
    response: Model,
  }),
  get: route({
    method: 'GET',
    path: '/models/{modelId}',
    summary: 'Get a model',
    scope: 'models:read',
    params,
    response: Model,
  }),
  update: route({
    method: 'PATCH',
    path: '/models/{modelId}',
    summary: 'Change a model',
    scope: 'models:write',
    params,
    body: z
      .strictObject({
        fieldConfig: z.optional(FieldConfig),
        width: z.optional(Size),
        height: z.optional(Size),
        preprocessConfig: z.optional(PreprocessConfig),
        status: z.optional(Status),
        ...naming,
      })
      .check(notEmpty),
    response: Model,
  }),
  delete: route({
    method: 'DELETE',
    path: '/models/{modelId}',
    summary: 'Delete a model',
    scope: 'models:write',
    params,
    response: Model,
  }),
  dataBundles,
}
