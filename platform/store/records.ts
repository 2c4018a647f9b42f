import type { TableName, Tables } from './tables.ts'

/** What a store wrote is what it reads: rows are not validated again. */
export function rowOf<Table extends TableName>(
  _table: Table,
  record: { readonly data?: unknown },
): Tables[Table] {
  return JSON.parse(String(record.data)) as Tables[Table]
}

/** What `datasetLabels` has of a dataset: the empty label counts its documents. */
export function labelCounts(records: readonly { readonly [column: string]: unknown }[]): {
  documents: number
  labels: Record<string, number>
} {
  const { '': documents = 0, ...labels } = Object.fromEntries(
    records.map(({ label, count }) => [String(label), Number(count)]),
  )
  return { documents, labels }
}
