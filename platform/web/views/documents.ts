import type { DocumentRow } from '../../store/tables.ts'
import { html, nothing, type Html } from '../html/html.ts'
import { card, shortId } from '../html/pieces.ts'

/** So many documents are shown at once. */
const SHOWN = 3

/** Documents, as far as a browser shows them. */
export function documentsCard(documents: DocumentRow[]): Html {
  if (documents.length === 0) return nothing
  const more = documents.slice(SHOWN)
  return card(
    documents.length === 1 ? 'Document' : 'Documents',
    html`${documents.slice(0, SHOWN).map((document) => documentView(document))}
    ${
      more.length > 0
        ? html`<ul class="links">
            ${more.map((document) => html`<li>${documentLink(document)}</li>`)}
          </ul>`
        : nothing
    }`,
    { id: 'documents' },
  )
}

/** A document in a frame of its own; browsers without a viewer get a link. */
export function documentView(document: DocumentRow): Html {
  const path = contentPath(document.documentId)
  const title = `Document ${shortId(document.documentId)}`
  return html`<figure class="document">
    ${
      document.contentType === 'application/pdf'
        ? html`<iframe src="${path}#view=FitH&toolbar=0&navpanes=0" title="${title}" loading="lazy"></iframe>`
        : nothing
    }
    ${
      document.contentType === 'image/png' || document.contentType === 'image/jpeg'
        ? html`<img src="${path}" alt="${title}" loading="lazy" />`
        : nothing
    }
    <figcaption>${documentLink(document)}</figcaption>
  </figure>`
}

function documentLink({ documentId, contentType }: DocumentRow): Html {
  return html`<a href="${contentPath(documentId)}" target="_blank" rel="noopener"
      >Open document ${shortId(documentId)}</a
    >
    <span class="muted">${contentType}</span>`
}

/** Where a document's bytes are. */
export function contentPath(documentId: string): string {
  return `/documents/${documentId}`
}
