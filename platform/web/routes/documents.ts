import { notFound } from '../../problem.ts'
import type { WebApp } from '../env.ts'
import type { PageServices } from '../services.ts'

/** Serves the bytes of documents. */
export function documentRoutes(app: WebApp, { store }: PageServices): void {
  app.get('/documents/:documentId', async (context) => {
    const { documentId } = context.req.param()
    const document = await store.get('documents', documentId)
    const bytes = await store.getContent(documentId)
    if (!document || !bytes) throw notFound(documentId)
    // A document is somebody's: it is shown as what it was said to be, and nothing in it runs.
    return context.body(new Uint8Array(bytes), 200, {
      'content-type': document.contentType,
      'content-disposition': 'inline',
      'cache-control': 'private, no-cache',
    })
  })
}
