import type { ListQuery, Store, TableName, Tables } from './store.ts'

/**
 * Every row of a table that a filter finds, page by page.
 * @param limit how many rows a page has: few, where rows may be large
 */
export async function* allRows<Table extends TableName>(
  store: Store,
  table: Table,
  where: ListQuery<Tables[Table]>['where'] = {},
  limit = 1000,
): AsyncGenerator<Tables[Table]> {
  let nextToken: string | undefined
  do {
    const page = await store.list(table, { where, limit, nextToken })
    yield* page.rows
    nextToken = page.nextToken ?? undefined
  } while (nextToken !== undefined)
}
