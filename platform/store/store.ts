import type { LogEvent, LogId, WorkflowExecutionId } from '../../contract/index.ts'
import type { Change } from './change.ts'
import type { HistoryEntry } from './history-entries.ts'
import type { TableName, Tables } from './tables.ts'

export type { Change, TableName, Tables }

/** Equality, or one of several values. Only columns that a table has an index for; `id` is its key. */
export type Where<Row> = {
  readonly [Column in keyof Row | 'id']?: Column extends keyof Row
    ? Row[Column] | readonly Row[Column][] | undefined
    : string | readonly string[] | undefined
}

/** Which rows of a table, in which order, how many. */
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

/** Some rows of a list, and where the next ones begin. */
export interface Page<Row> {
  rows: Row[]
  /** Null on the last page. */
  nextToken: string | null
}

/** Tables whose rows have a deadline, `due`. */
export type DueTableName = {
  [Table in TableName]: Tables[Table] extends { due: number | null } ? Table : never
}[TableName]

/** A thread or a fork whose `due` has come. */
export interface OverdueTarget {
  id: string
  workflowExecutionId: WorkflowExecutionId
  /** In milliseconds since the epoch. */
  due: number
}

/** Some events of a log, in their order. */
export interface NewestEvents {
  events: LogEvent[]
  /** How many older ones there are. */
  omitted: number
  /** The place of the first in the log. */
  first: number
}

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
   * Changes a row by what `change` makes of it; `undefined` from `change` changes nothing.
   * @param content replaces the row's content, if the row changes
   * @returns the row as changed; undefined if there is none, or it was not changed
   */
  update<Table extends TableName>(
    table: Table,
    id: string,
    change: (row: Tables[Table]) => Tables[Table] | undefined,
    content?: Uint8Array,
  ): Promise<Tables[Table] | undefined>
  /**
   * Sets fields of the row that was inserted first of those that have this value and that no other transaction has locked.
   * @param column one that the table has an index for
   * @returns the row as changed; undefined if there is none
   */
  updateFirst<Table extends TableName>(
    table: Table,
    column: keyof Tables[Table] & string,
    value: string,
    fields: Partial<Tables[Table]>,
  ): Promise<Tables[Table] | undefined>
  /**
   * Removes a row and its content.
   * @returns the row as it was; undefined if there was none
   */
  remove<Table extends TableName>(table: Table, id: string): Promise<Tables[Table] | undefined>
  /**
   * Makes several changes: all of them, or none if one of the updates is a conflict.
   * @returns whether they were made
   */
  commit(changes: readonly Change[]): Promise<boolean>
  /** @throws InvalidNextTokenError */
  list<Table extends TableName>(table: Table, query: ListQuery<Tables[Table]>): Promise<Page<Tables[Table]>>
  count<Table extends TableName>(table: Table, where?: Where<Tables[Table]>): Promise<number>
  /** Rows whose `due` has come at `now`, in milliseconds since the epoch, the longest overdue first. */
  overdue<Table extends DueTableName>(table: Table, now: number, limit: number): Promise<Tables[Table][]>
  /** As `overdue`, but only which rows they are: each may have as much data as a state. */
  overdueTargets(table: 'threads' | 'forks', now: number, limit: number): Promise<OverdueTarget[]>
  /** How many documents a dataset has, and how many of them a ground truth for each label. */
  countLabels(datasetId: string): Promise<{ documents: number; labels: Record<string, number> }>

  /** @param id a row's */
  getContent(id: string): Promise<Uint8Array | undefined>

  appendEvents(logId: LogId, events: readonly LogEvent[]): Promise<void>
  /** In the order in which they were appended. */
  getEvents(logId: LogId): Promise<LogEvent[]>
  /**
   * The newest of them, of up to so many bytes as JSON.
   * @param before only those older than the `first` of another call
   */
  getNewestEvents(logId: LogId, mostBytes: number, before?: number): Promise<NewestEvents>
  countEvents(logId: LogId): Promise<number>
  /** How large a workflow execution's events and threads are together, in bytes. */
  sizeOfWorkflowExecution(logId: LogId, workflowExecutionId: WorkflowExecutionId): Promise<number>

  /** Once there are more than `HISTORY_KEPT` of all executions, the oldest are removed. */
  appendHistory(entries: readonly HistoryEntry[]): Promise<void>
  /** The history of an execution, in order. */
  getHistory(executionId: string): Promise<HistoryEntry[]>

  /**
   * Adds to a counter, which starts at 0, unless it would get over `atMost`.
   * @returns whether it was added
   */
  addToCounter(name: string, amount: number, atMost: number): Promise<boolean>
  getCounter(name: string): Promise<number>

  /** Tells the other platforms on this store of a topic. Without others, and where it can't, it does nothing. */
  notify(topic: string): void
  /**
   * From now on calls for each topic that another platform tells of.
   * @param onTopic without a topic: some may have been missed
   */
  listen(onTopic: (topic?: string) => void): void
}
