import { badRequest, notFound } from '../../problem.ts'
import {
  InvalidNextTokenError,
  type ListQuery,
  type Page,
  type Store,
  type TableName,
  type Tables,
} from '../../store/store.ts'

const DEFAULT_MAX_RESULTS = 100

/** The query of a list request that says which page. */
interface Paging {
  maxResults?: number | undefined
  nextToken?: string | undefined
}

/** A table as operations see it: a missing row answers 404. */
export interface Rows<Row> {
  /** @throws Problem 404 */
  get(id: string): Promise<Row>
  /**
   * @param content replaces the row's
   * @throws Problem 404
   */
  change(id: string, change: (row: Row) => Row, content?: Uint8Array): Promise<Row>
  /** @throws Problem 404 */
  remove(id: string): Promise<Row>
  /** @throws Problem 400 for a `nextToken` that no list gave */
  page(paging: Paging, query?: Omit<ListQuery<Row>, 'limit' | 'nextToken'>): Promise<Page<Row>>
}

/** A table's rows as the operations need them: missing ones are a 404. */
export function rowsOf<Table extends TableName>(store: Store, table: Table): Rows<Tables[Table]> {
  async function found(id: string, row: Promise<Tables[Table] | undefined>): Promise<Tables[Table]> {
    const existing = await row
    if (!existing) throw notFound(id)
    return existing
  }
  return {
    get: (id) => found(id, store.get(table, id)),
    change: (id, change, content) => found(id, store.update(table, id, change, content)),
    remove: (id) => found(id, store.remove(table, id)),
    page: async ({ maxResults = DEFAULT_MAX_RESULTS, nextToken }, query = {}) => {
      try {
        return await store.list(table, { ...query, limit: maxResults, nextToken })
      } catch (error) {
        throw error instanceof InvalidNextTokenError ? badRequest(`query.${error.message}`) : error
      }
    },
  }
}
