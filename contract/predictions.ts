import * as z from 'zod/mini'
import { Label } from './documents.ts'
import { NextToken, paging } from './fields.ts'
import { DocumentId, ModelId, PredictionId } from './ids.ts'
import { ImageQuality, MaxPages } from './models.ts'
import { route } from './route.ts'

/** A model's value for one field. */
export const PredictedField = z.strictObject({
  label: Label,
  /** Null if the model found no value. */
  value: z.nullable(z.string().check(z.minLength(1), z.maxLength(64))),
  /** 0 to 1. */
  confidence: z.number().check(z.gte(0), z.lte(1)),
})
export type PredictedField = z.infer<typeof PredictedField>

/** The fields that a model read off a document. */
export const Prediction = z.strictObject({
  predictionId: PredictionId,
  documentId: DocumentId,
  modelId: ModelId,
  predictions: z.array(PredictedField),
  /** Seconds. */
  inferenceTime: z.number().check(z.gte(0)),
  /** Seconds since the epoch. */
  timestamp: z.int().check(z.gte(1)),
})
export type Prediction = z.infer<typeof Prediction>

/** The operations on predictions. */
export const predictions = {
  list: route({
    method: 'GET',
    path: '/predictions',
    summary: 'List predictions',
    scope: 'predictions:read',
    query: z.strictObject(paging),
    response: z.strictObject({ predictions: z.array(Prediction), nextToken: NextToken }),
    items: 'predictions',
  }),
  create: route({
    method: 'POST',
    path: '/predictions',
    summary: "Let a model read a document's fields",
    scope: 'predictions:write',
    body: z.strictObject({
      documentId: DocumentId,
      modelId: ModelId,
      autoRotate: z.optional(z.boolean()),
      imageQuality: z.optional(ImageQuality),
      maxPages: z.optional(MaxPages),
    }),
    response: Prediction,
  }),
}
