import { badRequest } from '../problem.ts'
import {
  InvalidNextTokenError,
  type ListQuery,
  type Page,
  type Store,
  type TableName,
  type Tables,
} from '../store/store.ts'

const DEFAULT_MAX_RESULTS = 100

/** One page of a table, by a list request's own query. */
export async function readPage<Table extends TableName>(
  store: Store,
  table: Table,
  {
    maxResults = DEFAULT_MAX_RESULTS,
    nextToken,
  }: { maxResults?: number | undefined; nextToken?: string | undefined },
  query: Omit<ListQuery<Tables[Table]>, 'limit' | 'nextToken'> = {},
): Promise<Page<Tables[Table]>> {
  try {
    return await store.list(table, { ...query, limit: maxResults, nextToken })
  } catch (error) {
    throw error instanceof InvalidNextTokenError ? badRequest(`query.${error.message}`) : error
  }
}
