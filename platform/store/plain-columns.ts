import type { Column, Part, Step } from './schema.ts'

/** What earlier steps have made of one table. */
export interface MadeTable {
  name: string
  columns: readonly Column[]
  /** Columns that were added later, which may be null. */
  optional: readonly string[]
  /** What else stands on the table: its indexes. */
  indexes: Step
}

/** The tables that steps make, in order. */
export function tablesIn(parts: Step): MadeTable[] {
  return parts.flatMap((part) => {
    if (part.make !== 'table') return []
    const { name, columns } = part
    const on = parts.filter((one) => 'on' in one && one.on === name)
    const optional = on.flatMap((one) => (one.make === 'optional column' ? [one.name] : []))
    return [{ name, columns, optional, indexes: on.filter(isIndex) }]
  })
}

const isIndex = ({ make }: Part) => make === 'index' || make === 'due index'
