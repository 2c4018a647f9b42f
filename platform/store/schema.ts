// What a schema is made of, as data: from it comes the SQL of each database, so that a table is described once.
// A row is JSON. What lists filter or sort by has a column beside it: at first one that the database generates from it,
// since `plainColumns` one that the store writes (`columns.ts`).
import type { TableName } from './tables.ts'

/** One step from a schema version to the next. */
export type Step = readonly Part[]

/** What a step makes. */
export type Part =
  | {
      readonly make: 'table'
      readonly name: TableName
      readonly key: string
      readonly columns: readonly Column[]
    }
  | { readonly make: 'index'; readonly on: TableName; readonly columns: readonly string[] }
  | { readonly make: 'due index'; readonly on: TableName }
  | { readonly make: 'optional column'; readonly on: TableName; readonly name: string }
  | { readonly make: 'whole index'; readonly on: TableName; readonly column: string }
  | { readonly make: 'plain columns'; readonly of: Step }
  | { readonly make: 'journal'; readonly name: string; readonly of: string }
  | { readonly make: 'sql'; readonly sqlite: string; readonly postgres: string }

/** A column of a table, generated from the row's field of that name. */
export interface Column {
  readonly name: string
  readonly type: 'text' | 'due'
}

/** A text column that is empty where the body has null or nothing, so that sorting has no holes. */
export const text = (name: string): Column => ({ name, type: 'text' })

/** When the platform must act on a row, in milliseconds since the epoch; null: never. */
export const due: Column = { name: 'due', type: 'due' }

/** A table of resources, in the order of insertion. */
export const table = (name: TableName, key: string, columns: readonly Column[] = []): Part => ({
  make: 'table',
  name,
  key,
  columns,
})

/** For lists that filter by these columns, the last of which they may sort by, too. */
export const index = (on: TableName, ...columns: string[]): Part => ({ make: 'index', on, columns })

/** For lists of a whole table sorted by this column, and for no others: in place of the index that any list could use. */
export const wholeIndex = (on: TableName, column = 'sequence'): Part => ({ make: 'whole index', on, column })

/** For `overdue`. */
export const dueIndex = (on: TableName): Part => ({ make: 'due index', on })

/** A column that most rows lack, added to an existing table, with an index of the rows that have it. */
export const optionalColumn = (on: TableName, name: string): Part => ({ make: 'optional column', on, name })

/**
 * Of tables that earlier steps have made, makes the generated columns plain ones, which the store writes itself: a change then
 * touches the indexes of what it changes, not all of them. `body` becomes `data`: a statement of an older version, which
 * would leave the columns behind, fails.
 */
export const plainColumns = (of: Step): Part => ({ make: 'plain columns', of })

/** A table that is only appended to, and read as a whole for each `of`. */
export const journal = (name: string, of: string): Part => ({ make: 'journal', name, of })

/** SQL that differs between the databases. */
export const sql = (each: { sqlite: string; postgres: string }): Part => ({ make: 'sql', ...each })

/** A table of executions: listed by what they are executions of, maybe by status, in the order of either time. */
export const executionTable = (name: TableName, of: string, columns: readonly Column[] = []): Part[] => [
  table(name, 'executionId', [...[of, 'status', 'startTime', 'endTime'].map(text), ...columns]),
  index(name, of, 'startTime'),
  index(name, of, 'endTime'),
  index(name, of, 'status', 'startTime'),
  index(name, of, 'status', 'endTime'),
]
