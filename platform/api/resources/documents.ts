import type { Document, QueryOf, Routes } from '../../../contract/index.ts'
import { newId } from '../../store/new-id.ts'
import type { Operations, Services } from '../operation.ts'
import { notFound } from '../../problem.ts'
import type { DocumentRow } from '../../store/tables.ts'
import { created, updated } from './audit.ts'
import { encodeContent } from '../../content.ts'
import { bytesOf } from './content.ts'
import { rowsOf } from './rows.ts'

const DEFAULT_RETENTION_IN_DAYS = 365
const DAY_MS = 86_400_000
/** How many documents one call deletes where it doesn't say: as many as one may. */
const DELETED_AT_ONCE = 1000

/** Answers the operations on documents. */
export function documentOperations({ store, clock, quotas }: Services): Operations<Routes['documents']> {
  const documents = rowsOf(store, 'documents')
  const datasets = rowsOf(store, 'datasets')

  async function page({ consentId, datasetId, ...paging }: QueryOf<Routes['documents']['list']>) {
    const { rows, nextToken } = await documents.page(paging, { where: { consentId, datasetId } })
    return {
      documents: rows.map(shown),
      ...(consentId && { consentId }),
      ...(datasetId && { datasetId }),
      nextToken,
    }
  }

  /** A document in a dataset keeps the shorter retention of the two. */
  async function retention(datasetId: string | undefined, own: number | undefined): Promise<number> {
    if (datasetId === undefined) return own ?? DEFAULT_RETENTION_IN_DAYS
    const { retentionInDays } = await datasets.get(datasetId)
    return Math.min(own ?? retentionInDays, retentionInDays)
  }

  return {
    list: ({ query }) => page(query),

    create: async ({ body: { content, ...given }, caller }) => {
      const bytes = bytesOf(content)
      const audit = created(caller, clock)
      const retentionInDays = await retention(given.datasetId, given.retentionInDays)
      const document = {
        documentId: newId('document'),
        ...given,
        retentionInDays,
        ...audit,
        due: endOfRetention({ ...audit, retentionInDays }),
      }
      await quotas.spend('documents', () => store.insert('documents', document, bytes))
      return shown(document)
    },

    deleteAll: async ({ query }) => {
      const answer = await page({ maxResults: DELETED_AT_ONCE, ...query })
      for (const { documentId } of answer.documents) await store.remove('documents', documentId)
      return answer
    },

    get: async ({ params: { documentId } }) => {
      const document = await documents.get(documentId)
      const content = await store.getContent(documentId)
      if (!content) throw notFound(documentId)
      return { ...shown(document), content: encodeContent(content) }
    },

    update: async ({ params: { documentId }, body, caller }) => {
      const current = await documents.get(documentId)
      const retentionInDays = await retention(
        body.datasetId ?? current.datasetId,
        body.retentionInDays ?? current.retentionInDays,
      )
      const document = await documents.change(documentId, (row) => {
        const changed = { ...row, ...body, retentionInDays, ...updated(caller, clock) }
        return { ...changed, due: endOfRetention(changed) }
      })
      return shown(document)
    },

    delete: async ({ params: { documentId } }) => shown(await documents.remove(documentId)),
  }
}

/** In milliseconds since the epoch; a retention without end is one of 285,000 years. */
function endOfRetention({
  createdTime,
  retentionInDays,
}: Pick<Document, 'createdTime' | 'retentionInDays'>): number {
  return Math.min(Date.parse(createdTime ?? '') + retentionInDays * DAY_MS, Number.MAX_SAFE_INTEGER)
}

/** A document as the API shows it. */
function shown({ due: _, ...document }: DocumentRow): Document {
  return document
}
