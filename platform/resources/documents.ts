import type { Routes } from '../../contract/index.ts'
import { newId } from '../new-id.ts'
import type { Operations, Services } from '../operations.ts'
import { badRequest, notFound } from '../problem.ts'
import type { Tables } from '../store/store.ts'
import { created, updated } from './audit.ts'
import { readPage } from './page.ts'

const DEFAULT_RETENTION_IN_DAYS = 365

export function documentOperations({ store, clock }: Services): Operations<Routes['documents']> {
  async function remove(documentId: string): Promise<Tables['documents'] | undefined> {
    const document = await store.remove('documents', documentId)
    if (document) await store.removeContent(documentId)
    return document
  }

  return {
    list: async ({ query: { consentId, datasetId, ...paging } }) => {
      const page = await readPage(store, 'documents', paging, { where: { consentId, datasetId } })
      return {
        documents: page.rows,
        nextToken: page.nextToken,
        ...(consentId && { consentId }),
        ...(datasetId && { datasetId }),
      }
    },

    create: async ({ body: { content, ...given }, caller }) => {
      refuseDataset(given.datasetId)
      const bytes = decodeContent(content)
      const documentId = newId('document')
      const document = {
        documentId,
        retentionInDays: DEFAULT_RETENTION_IN_DAYS,
        ...given,
        ...created(caller, clock),
      }
      // Content first: a document without its content must never be seen.
      await store.putContent(documentId, bytes)
      await store.insert('documents', document)
      return document
    },

    deleteAll: async ({ query: { consentId, datasetId, ...paging } }) => {
      const page = await readPage(store, 'documents', paging, { where: { consentId, datasetId } })
      for (const { documentId } of page.rows) await remove(documentId)
      return {
        documents: page.rows,
        nextToken: page.nextToken,
        ...(consentId && { consentId }),
        ...(datasetId && { datasetId }),
      }
    },

    get: async ({ params: { documentId } }) => {
      const document = await store.get('documents', documentId)
      const content = await store.getContent(documentId)
      if (!document || !content) throw notFound('document', documentId)
      return { ...document, content: Buffer.from(content).toString('base64') }
    },

    update: async ({ params: { documentId }, body, caller }) => {
      refuseDataset(body.datasetId)
      const document = await store.update('documents', documentId, (row) => ({
        ...row,
        ...body,
        ...updated(caller, clock),
      }))
      if (!document) throw notFound('document', documentId)
      return document
    },

    delete: async ({ params: { documentId } }) => {
      const document = await remove(documentId)
      if (!document) throw notFound('document', documentId)
      return document
    },
  }
}

function refuseDataset(datasetId: string | undefined): void {
  if (datasetId !== undefined) throw notFound('dataset', datasetId)
}

function decodeContent(content: string): Uint8Array {
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(content) || content.length % 4 !== 0)
    throw badRequest('body.content: expected base64')
  return Buffer.from(content, 'base64')
}
