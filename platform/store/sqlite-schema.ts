import { tablesIn, type MadeTable } from './plain-columns.ts'
import type { Column, Part, Step } from './schema.ts'

/** A step's SQL for SQLite. What a released step becomes stays as it is, to the byte. */
export function sqliteSql(step: Step): string {
  return step.map(partSql).join('\n')
}

function partSql(part: Part): string {
  if (part.make === 'table') return tableSql(part)
  if (part.make === 'index')
    return `CREATE INDEX ${part.on}_${part.columns.join('_')} ON ${part.on} (${[...part.columns, 'sequence'].join(', ')});`
  if (part.make === 'due index')
    return `CREATE INDEX ${part.on}_due ON ${part.on} (due) WHERE due IS NOT NULL;`
  if (part.make === 'optional column')
    // SQLite adds no stored columns.
    return `ALTER TABLE ${part.on} ADD COLUMN ${part.name} TEXT GENERATED ALWAYS AS (body ->> '${part.name}') VIRTUAL;
CREATE INDEX ${part.on}_${part.name} ON ${part.on} (${part.name}, sequence) WHERE ${part.name} IS NOT NULL;`
  // SQLite uses an index that a filter has.
  if (part.make === 'whole index') return ''
  if (part.make === 'plain columns') return tablesIn(part.of).map(plainTableSql).join('\n')
  if (part.make === 'journal')
    return `CREATE TABLE ${part.name} (sequence INTEGER PRIMARY KEY AUTOINCREMENT, ${part.of} TEXT NOT NULL, body TEXT NOT NULL) STRICT;
CREATE INDEX ${part.name}_${part.of} ON ${part.name} (${part.of}, sequence);`
  return part.sqlite
}

const tableSql = ({ name, key, columns }: Part & { make: 'table' }) => `
  CREATE TABLE ${name} (
    ${[
      'sequence INTEGER PRIMARY KEY AUTOINCREMENT',
      'body TEXT NOT NULL',
      `id TEXT NOT NULL UNIQUE GENERATED ALWAYS AS (body ->> '${key}') STORED`,
      ...columns.map(columnSql),
    ].join(',\n    ')}
  ) STRICT;`

const columnSql = ({ name, type }: Column) =>
  type === 'due'
    ? `due INTEGER GENERATED ALWAYS AS (body ->> 'due') STORED`
    : `${name} TEXT GENERATED ALWAYS AS (coalesce(body ->> '${name}', '')) STORED`

/** SQLite makes no generated column a plain one: the table is made anew, with the numbers of its rows. */
function plainTableSql({ name, columns, optional, indexes }: MadeTable): string {
  const copied = ['id', ...columns.map((column) => column.name), ...optional]
  return `
  CREATE TABLE plain (
    ${[
      'sequence INTEGER PRIMARY KEY AUTOINCREMENT',
      'data TEXT NOT NULL',
      'id TEXT NOT NULL UNIQUE',
      ...columns.map(({ name: column, type }) =>
        type === 'due' ? 'due INTEGER' : `${column} TEXT NOT NULL`,
      ),
      ...optional.map((column) => `${column} TEXT`),
    ].join(',\n    ')}
  ) STRICT;
  INSERT INTO plain (sequence, data, ${copied.join(', ')})
    SELECT sequence, body, ${copied.join(', ')} FROM ${name} ORDER BY sequence;
  DELETE FROM sqlite_sequence WHERE name = 'plain';
  UPDATE sqlite_sequence SET name = 'plain' WHERE name = '${name}';
  DROP TABLE ${name};
  ALTER TABLE plain RENAME TO ${name};
  ${[...indexes.map(partSql), ...optional.map((column) => optionalIndexSql(name, column))].join('\n  ')}`
}

const optionalIndexSql = (on: string, column: string) =>
  `CREATE INDEX ${on}_${column} ON ${on} (${column}, sequence) WHERE ${column} IS NOT NULL;`
