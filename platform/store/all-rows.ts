import type { ListQuery, Store, TableName, Tables } from './store.ts'

/** Every row of a table that a filter finds, page by page. */
export async function* allRows<Table extends TableName>(
  store: Store,
  table: Table,
  where: ListQuery<Tables[Table]>['where'] = {},
): AsyncGenerator<Tables[Table]> {
  let nextToken: string | undefined
  do {
    const page = await store.list(table, { where, limit: 1000, nextToken })
    yield* page.rows
    nextToken = page.nextToken ?? undefined
  } while (nextToken !== undefined)
}
