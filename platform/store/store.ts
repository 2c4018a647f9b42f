import type { LogEvent, LogId } from '../../contract/index.ts'
import type { Change } from './change.ts'
import type { Note } from './notes.ts'
import type { TableName, Tables } from './tables.ts'

export type { Change, TableName, Tables }

/** Equality, or one of several values. Only columns that a table has an index for; `id` is its key. */
export type Where<Row> = {
  readonly [Column in keyof Row | 'id']?: Column extends keyof Row
    ? Row[Column] | readonly Row[Column][] | undefined
    : string | readonly string[] | undefined
}

export interface ListQuery<Row> {
  where?: Where<Row>
  /** Default: the order in which rows were inserted. */
  sortBy?: keyof Row & string
  /** Default `ascending`. */
  order?: 'ascending' | 'descending' | undefined
  limit: number
  /** A page's `nextToken`. */
  nextToken?: string | undefined
}

export interface Page<Row> {
  rows: Row[]
  /** Null on the last page. */
  nextToken: string | null
}

/** Tables whose rows the platform has something to do with when their `due` time comes. */
export type DueTableName = {
  [Table in TableName]: Tables[Table] extends { due: number | null } ? Table : never
}[TableName]

/** A `nextToken` that no page gave. */
export class InvalidNextTokenError extends Error {
  override readonly name = 'InvalidNextTokenError'
}

/**
 * Where the platform keeps its state. Each call is atomic, and durable once it has resolved.
 * Ids are unique; `insert` of a known one rejects.
 */
export interface Store extends AsyncDisposable {
  /** @param content is kept with the row: both or neither */
  insert<Table extends TableName>(table: Table, row: Tables[Table], content?: Uint8Array): Promise<void>
  get<Table extends TableName>(table: Table, id: string): Promise<Tables[Table] | undefined>
  /**
   * Changes a row by what `change` makes of it. `undefined` from `change` leaves it as it is.
   * @param content replaces the row's content, if the row changes
   * @returns the row as changed; undefined if there is none or it was left
   */
  update<Table extends TableName>(
    table: Table,
    id: string,
    change: (row: Tables[Table]) => Tables[Table] | undefined,
    content?: Uint8Array,
  ): Promise<Tables[Table] | undefined>
  /**
   * Changes the row that was inserted first of those that have this value and that nobody else is changing.
   * @param column one that the table has an index for
   * @returns the row as changed; undefined if there is none
   */
  updateFirst<Table extends TableName>(
    table: Table,
    column: keyof Tables[Table] & string,
    value: string,
    change: (row: Tables[Table]) => Tables[Table],
  ): Promise<Tables[Table] | undefined>
  /**
   * Removes a row and its content.
   * @returns the row as it was; undefined if there was none
   */
  remove<Table extends TableName>(table: Table, id: string): Promise<Tables[Table] | undefined>
  /**
   * Makes several changes: all of them, or none if one of the updates finds no row or leaves it.
   * @returns whether they were made
   */
  commit(changes: readonly Change[]): Promise<boolean>
  /** @throws InvalidNextTokenError */
  list<Table extends TableName>(table: Table, query: ListQuery<Tables[Table]>): Promise<Page<Tables[Table]>>
  count<Table extends TableName>(table: Table, where?: Where<Tables[Table]>): Promise<number>
  /** Rows whose `due` has come at `now`, in milliseconds since the epoch, the longest overdue first. */
  overdue<Table extends DueTableName>(table: Table, now: number, limit: number): Promise<Tables[Table][]>
  /** How many documents a dataset has, and how many of them a ground truth for each label. */
  countLabels(datasetId: string): Promise<{ documents: number; labels: Record<string, number> }>

  /** @param id a row's */
  getContent(id: string): Promise<Uint8Array | undefined>

  appendEvents(logId: LogId, events: readonly LogEvent[]): Promise<void>
  /** In the order in which they were appended. */
  getEvents(logId: LogId): Promise<LogEvent[]>

  /** The oldest are forgotten once there are more than `NOTES_KEPT` of all executions. */
  appendNotes(notes: readonly Note[]): Promise<void>
  /** What is noted of an execution, in the order in which it was. */
  getNotes(executionId: string): Promise<Note[]>

  /**
   * Adds to a counter, which starts at 0, unless it would get over `atMost`.
   * @returns whether it was added
   */
  addToCounter(name: string, amount: number, atMost: number): Promise<boolean>
  getCounter(name: string): Promise<number>
}
