// What a row's columns hold: copies of those of its fields that lists filter or sort by. `data` is the row itself, as JSON.
import { migrations } from './migrations.ts'
import type { Part } from './schema.ts'
import type { Statement } from './select.ts'
import type { TableName } from './tables.ts'

type Value = string | number | null

interface Column {
  name: string
  valueOf: (row: Readonly<Record<string, unknown>>) => Value
}

const columns = new Map<TableName, readonly Column[]>()

function columnsOf(table: TableName): readonly Column[] {
  const known = columns.get(table) ?? migrations.flat().flatMap((part) => columnsIn(part, table))
  columns.set(table, known)
  return known
}

function columnsIn(part: Part, table: TableName): Column[] {
  if (part.make === 'optional column' && part.on === table) return [optional(part.name)]
  if (part.make !== 'table' || part.name !== table) return []
  const key: Column = { name: 'id', valueOf: (row) => textOf(row[part.key]) }
  return [key, ...part.columns.map(({ name, type }) => (type === 'due' ? due : text(name)))]
}

const due: Column = { name: 'due', valueOf: ({ due: value }) => (typeof value === 'number' ? value : null) }

const textOf = (value: unknown) =>
  value === undefined || value === null ? null : typeof value === 'string' ? value : JSON.stringify(value)
const text = (name: string): Column => ({ name, valueOf: (row) => textOf(row[name]) ?? '' })
const optional = (name: string): Column => ({ name, valueOf: (row) => textOf(row[name]) })

/** The statement that inserts a row. */
export function insertRow(table: TableName, row: object): Statement {
  const all = columnsOf(table)
  return {
    text: `INSERT INTO ${table} (data, ${all.map(({ name }) => name).join(', ')}) VALUES (?${', ?'.repeat(all.length)})`,
    values: [JSON.stringify(row), ...all.map(({ valueOf }) => valueOf({ ...row }))],
  }
}

/**
 * The statement that sets fields of a row, without its WHERE, for a row that is not known: what it has in `data` of these
 * fields is added at its end. Of the same field twice in an object, JSON is read as the last one.
 * @param fields with a value each, and not the row's id
 */
export function setFields(table: TableName, fields: object): Statement {
  const row = { ...fields }
  const set = columnsOf(table).filter(({ name }) => Object.hasOwn(row, name))
  return {
    text: `UPDATE ${table} SET ${['data = left(data, -1) || ?', ...set.map(({ name }) => `${name} = ?`)].join(', ')}`,
    values: [`,${JSON.stringify(row).slice(1)}`, ...set.map(({ valueOf }) => valueOf(row))],
  }
}

/**
 * The statement that changes a row, without its WHERE. It sets only the columns that change: of the others no index is
 * touched.
 */
export function changeRow(table: TableName, before: object, after: object): Statement {
  const [old, now] = [{ ...before }, { ...after }]
  const changed = columnsOf(table).filter(({ valueOf }) => valueOf(old) !== valueOf(now))
  return {
    text: `UPDATE ${table} SET ${['data', ...changed.map(({ name }) => name)].map((name) => `${name} = ?`).join(', ')}`,
    values: [JSON.stringify(after), ...changed.map(({ valueOf }) => valueOf(now))],
  }
}
