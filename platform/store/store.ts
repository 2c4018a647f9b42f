import type {
  Document,
  JsonObject,
  Log,
  LogEvent,
  LogId,
  Model,
  Prediction,
  Secret,
  Transition,
  TransitionExecution,
} from '../../contract/index.ts'

/** A row of each table: what the API shows of a resource, and what only the platform knows. */
export interface Tables {
  documents: Omit<Document, 'content'>
  executions: ExecutionRow
  logs: Omit<Log, 'events'>
  models: Model
  predictions: Prediction
  secrets: SecretRow
  transitions: Transition
}

export type TableName = keyof Tables

export interface ExecutionRow extends Required<TransitionExecution> {
  /** When the platform stops waiting, in milliseconds since the epoch; null once the execution has ended. */
  due: number | null
  output?: JsonObject | undefined
  error?: { message: string } | undefined
}

export interface SecretRow extends Secret {
  /** The data, encrypted. */
  sealed: string
}

/** Equality, or one of several values. Only columns that a table has an index for. */
export type Where<Row> = { readonly [Column in keyof Row]?: Row[Column] | readonly Row[Column][] | undefined }

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

/** A `nextToken` that no page gave. */
export class InvalidNextTokenError extends Error {
  override readonly name = 'InvalidNextTokenError'
}

/**
 * Where the platform keeps its state. Each call is atomic, and durable once it has resolved.
 * Ids are unique; `insert` of a known one rejects.
 */
export interface Store extends AsyncDisposable {
  insert<Table extends TableName>(table: Table, row: Tables[Table]): Promise<void>
  get<Table extends TableName>(table: Table, id: string): Promise<Tables[Table] | undefined>
  /**
   * Changes a row by what `change` makes of it. `undefined` from `change` leaves it as it is.
   * @returns the row as changed; undefined if there is none or it was left
   */
  update<Table extends TableName>(
    table: Table,
    id: string,
    change: (row: Tables[Table]) => Tables[Table] | undefined,
  ): Promise<Tables[Table] | undefined>
  /** @returns the row as it was; undefined if there was none */
  remove<Table extends TableName>(table: Table, id: string): Promise<Tables[Table] | undefined>
  /** @throws InvalidNextTokenError */
  list<Table extends TableName>(table: Table, query: ListQuery<Tables[Table]>): Promise<Page<Tables[Table]>>
  /** Running executions whose time is up at `now`, in milliseconds since the epoch. */
  overdue(now: number, limit: number): Promise<ExecutionRow[]>

  putContent(id: string, bytes: Uint8Array): Promise<void>
  getContent(id: string): Promise<Uint8Array | undefined>
  removeContent(id: string): Promise<void>

  appendEvents(logId: LogId, events: readonly LogEvent[]): Promise<void>
  /** In the order in which they were appended. */
  getEvents(logId: LogId): Promise<LogEvent[]>
}
