import type { Document, DocumentId } from '../contract/index.ts'
import type { RequestOptions } from './client.ts'
import { PlatformError } from './errors.ts'

/** How one document is read. The API's description leaves `content` open, for the sake of lists. */
export interface DocumentMethods {
  /** The document, with its content in base64. */
  get(documentId: DocumentId, options?: RequestOptions): Promise<Document & { content: string }>
  /**
   * The document's file, as it was uploaded.
   * @throws ApiError as `get` does
   */
  content(documentId: DocumentId, options?: RequestOptions): Promise<Uint8Array>
}

/** Reads a document's content out of the base64 that the API answers with. */
export function documentContent(documents: {
  get(documentId: DocumentId, options?: RequestOptions): Promise<Pick<Document, 'content'>>
}): Pick<DocumentMethods, 'content'> {
  return {
    async content(documentId, options) {
      const { content } = await documents.get(documentId, options)
      if (typeof content === 'string') return Buffer.from(content, 'base64')
      const request = { method: 'GET', path: `/documents/${documentId}`, status: 200 }
      throw new PlatformError(request, 'answered without the content of the document')
    },
  }
}
