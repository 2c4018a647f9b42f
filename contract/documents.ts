import * as z from 'zod/mini'
import { audit, Content, NextToken, notEmpty, paging, repeated } from './fields.ts'
import { ConsentId, DatasetId, DocumentId } from './ids.ts'
import { route } from './route.ts'

/** What a document may be. */
export const ContentType = z.enum(['application/pdf', 'image/jpeg', 'image/png', 'image/tiff'])
export type ContentType = z.infer<typeof ContentType>

/** A field's name, in predictions and in ground truth. */
export const Label = z.string().check(z.minLength(1), z.maxLength(36), z.regex(/^[0-9A-Za-z_]+$/))

/** The true value of a field of a document. */
export const GroundTruth = z.array(
  z.strictObject({
    label: Label,
    value: z.union([z.nullable(z.string().check(z.minLength(1), z.maxLength(64))), z.boolean()]),
  }),
)
export type GroundTruth = z.infer<typeof GroundTruth>

const RetentionInDays = z.int().check(z.gte(1))

/** A document, and the ground truth that is known of it. */
export const Document = z.strictObject({
  documentId: DocumentId,
  contentType: ContentType,
  /** Base64. Only GET of one document answers with it. */
  content: z.optional(z.string().check(z.minLength(1))),
  consentId: z.optional(ConsentId),
  datasetId: z.optional(DatasetId),
  groundTruth: z.optional(GroundTruth),
  retentionInDays: RetentionInDays,
  ...audit,
})
export type Document = z.infer<typeof Document>

const Documents = z.strictObject({
  documents: z.array(Document),
  consentId: z.optional(z.array(ConsentId)),
  datasetId: z.optional(z.array(DatasetId)),
  nextToken: NextToken,
})

const filters = { consentId: z.optional(repeated(ConsentId)), datasetId: z.optional(repeated(DatasetId)) }
const params = { documentId: DocumentId }

/** The operations on documents. */
export const documents = {
  list: route({
    method: 'GET',
    path: '/documents',
    summary: 'List documents',
    scope: 'documents:read',
    query: z.strictObject({ ...filters, ...paging }),
    response: Documents,
    items: 'documents',
  }),
  create: route({
    method: 'POST',
    path: '/documents',
    summary: 'Create a document',
    scope: 'documents:write',
    body: z.strictObject({
      content: Content,
      contentType: ContentType,
      consentId: z.optional(ConsentId),
      datasetId: z.optional(DatasetId),
      groundTruth: z.optional(GroundTruth),
      retentionInDays: z.optional(RetentionInDays),
    }),
    response: Document,
  }),
  deleteAll: route({
    method: 'DELETE',
    path: '/documents',
    summary: 'Delete documents, at most 1,000 a call',
    scope: 'documents:write',
    query: z.strictObject({ ...filters, ...paging }),
    response: Documents,
    items: 'documents',
  }),
  get: route({
    method: 'GET',
    path: '/documents/{documentId}',
    summary: 'Get a document with its content',
    scope: 'documents:read',
    params,
    response: Document,
  }),
  update: route({
    method: 'PATCH',
    path: '/documents/{documentId}',
    summary: 'Change ground truth, dataset or retention of a document',
    scope: 'documents:write',
    params,
    body: z
      .strictObject({
        datasetId: z.optional(DatasetId),
        groundTruth: z.optional(GroundTruth),
        retentionInDays: z.optional(RetentionInDays),
      })
      .check(notEmpty),
    response: Document,
  }),
  delete: route({
    method: 'DELETE',
    path: '/documents/{documentId}',
    summary: 'Delete a document',
    scope: 'documents:write',
    params,
    response: Document,
  }),
}
