import type { Store } from '../store/store.ts'
import type { DocumentRow } from '../store/tables.ts'

/** At most so many documents are fetched. */
const MAX_DOCUMENTS = 20

/** The documents whose ids occur anywhere in JSON values, in that order; deleted ones are left out. */
export async function documentsIn(store: Store, ...values: unknown[]): Promise<DocumentRow[]> {
  const ids = JSON.stringify(values).match(/las:document:[0-9a-f]{32}/g) ?? []
  const unique = [...new Set(ids)].slice(0, MAX_DOCUMENTS)
  const found = await Promise.all(unique.map((id) => store.get('documents', id)))
  return found.filter((row) => row !== undefined)
}
