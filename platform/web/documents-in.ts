import type { Store } from '../store/store.ts'
import type { DocumentRow } from '../store/tables.ts'

/** So many documents are looked for. */
const LOOKED_FOR = 20

/** The documents whose ids stand somewhere in JSON, in the order in which they do, as far as they are there. */
export async function documentsIn(store: Store, ...values: unknown[]): Promise<DocumentRow[]> {
  const ids = JSON.stringify(values).match(/las:document:[0-9a-f]{32}/g) ?? []
  const unique = [...new Set(ids)].slice(0, LOOKED_FOR)
  const found = await Promise.all(unique.map((id) => store.get('documents', id)))
  return found.filter((row) => row !== undefined)
}
