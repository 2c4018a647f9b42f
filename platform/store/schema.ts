// What a schema is made of, as data: from it comes the SQL of each database, so that a table is described once.
// A row is its JSON `body`; a column that lists filter or sort by is generated from it, so the two can't differ.
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
  | { readonly make: 'journal'; readonly name: string; readonly of: string }
  | { readonly make: 'sql'; readonly sqlite: string; readonly postgres: string }

/** A column of a table, generated from the row's field of that name. */
export interface Column {
  readonly name: string
  readonly type: 'text' | 'due'
}

/** A text column that is empty where the body has null or nothing, so that sorting has no holes. */
export const text = (name: string): Column => ({ name, type: 'text' })

/** When the platform has something to do with a row, in milliseconds since the epoch; null: never. */
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

/** For `overdue`. */
export const dueIndex = (on: TableName): Part => ({ make: 'due index', on })

/** A column that most rows have nothing for, added to a table that there is, with an index of those that have. */
export const optionalColumn = (on: TableName, name: string): Part => ({ make: 'optional column', on, name })

/** A table of what is only appended, and read as a whole, for each `of`. */
export const journal = (name: string, of: string): Part => ({ make: 'journal', name, of })

/** What each database says in its own way. */
export const sql = (each: { sqlite: string; postgres: string }): Part => ({ make: 'sql', ...each })

/** A table of executions: listed by what they are executions of, maybe by status, in the order of either time. */
export const executionTable = (name: TableName, of: string, columns: readonly Column[] = []): Part[] => [
  table(name, 'executionId', [...[of, 'status', 'startTime', 'endTime'].map(text), ...columns]),
  index(name, of, 'startTime'),
  index(name, of, 'endTime'),
  index(name, of, 'status', 'startTime'),
  index(name, of, 'status', 'endTime'),
]
