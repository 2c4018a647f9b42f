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

/** An update that was not to be made takes the changes beside it with it. */
export class LeftAsItWas extends Error {}

/**
 * What an update makes of a row; undefined: nothing, and that is as well.
 * @throws LeftAsItWas
 */
export function changedBy(
  { to, ifThere }: { to: (row: never) => object | undefined; ifThere?: true },
  row: object | undefined,
): object | undefined {
  if (!row && ifThere) return undefined
  // The change's function takes rows of the table that stands beside it.
  const changed = row && (to as (row: object) => object | undefined)(row)
  if (!changed) throw new LeftAsItWas()
  return changed
}

/** @returns whether all changes were made */
export async function unlessLeft(make: () => void | Promise<void>): Promise<boolean> {
  try {
    await make()
    return true
  } catch (error) {
    if (error instanceof LeftAsItWas) return false
    throw error
  }
}
