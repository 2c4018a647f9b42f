import type { LogEvent, LogId } from '../../contract/index.ts'
import type { TableName, Tables } from './tables.ts'

/** One of several changes that are made together. */
export type Change = RowChange[TableName] | { append: LogId; events: readonly LogEvent[] }

type RowChange = {
  [Table in TableName]:
    | { insert: Table; row: Tables[Table] }
    | Update<Table>
    /** It does nothing where the row is missing. */
    | { remove: Table; id: string }
}

interface Update<Table extends TableName> {
  update: Table
  id: string
  /** Skip this update where the row is missing. */
  ifThere?: true
  /** The row as `get` gave it. Where it is still so, it is not read again. */
  seen?: Tables[Table]
  /** The row as changed; `undefined`: a conflict, and none of the changes is made. */
  to: (row: Tables[Table]) => Tables[Table] | undefined
}

/** An update found its row missing, or changed by somebody else (optimistic concurrency): its whole commit is undone. */
export class Conflict extends Error {}

/**
 * What an update makes of a row.
 * @returns undefined if it is to be skipped
 * @throws Conflict
 */
export function changedBy(
  { to, ifThere }: { to: (row: never) => object | undefined; ifThere?: true },
  row: object | undefined,
): object | undefined {
  if (!row && ifThere) return undefined
  // The change's function takes rows of the table that stands beside it.
  const changed = row && (to as (row: object) => object | undefined)(row)
  if (!changed) throw new Conflict()
  return changed
}

/** @returns whether all changes were made; false after a conflict */
export async function unlessConflict(make: () => void | Promise<void>): Promise<boolean> {
  try {
    await make()
    return true
  } catch (error) {
    if (error instanceof Conflict) return false
    throw error
  }
}
