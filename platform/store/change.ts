import type { LogEvent, LogId } from '../../contract/index.ts'
import type { TableName, Tables } from './tables.ts'

/** One of several changes that are made together. */
export type Change = RowChange[TableName] | { append: LogId; events: readonly LogEvent[] }

type RowChange = {
  [Table in TableName]:
    | { insert: Table; row: Tables[Table] }
    | Update<Table>
    /** Nothing to remove is no reason to give up. */
    | { remove: Table; id: string }
}

interface Update<Table extends TableName> {
  update: Table
  id: string
  /** No row is no reason to give up. */
  ifThere?: true
  /** `undefined`: the row is not as it should be, and none of the changes is made. */
  to: (row: Tables[Table]) => Tables[Table] | undefined
}
