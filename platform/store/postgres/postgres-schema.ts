import { tablesIn, type MadeTable } from '../plain-columns.ts'
import type { Column, Part, Step } from '../schema.ts'
import type { Dialect } from '../select.ts'

/** A step's SQL for PostgreSQL. Names are folded to lower case, in all that is asked as well as here. */
export function postgresSql(step: Step): string {
  return step.map(partSql).join('\n')
}

/**
 * What must be there before the first step. Bodies are text, as the JSON types of PostgreSQL change them or refuse what
 * JSON allows. So `plainJson` leaves out, for the columns, what can't stand in a text: NUL and halves of characters.
 */
export const preparation = `
CREATE OR REPLACE FUNCTION plainJson(body text) RETURNS json IMMUTABLE STRICT PARALLEL SAFE LANGUAGE sql AS $$
  SELECT CASE WHEN position('\\u' IN body) = 0 THEN body
    ELSE regexp_replace(body, '(\\\\\\\\)|\\\\u(0000|[dD][89a-fA-F]..)', '\\1', 'g') END::json
$$;`

function partSql(part: Part): string {
  if (part.make === 'table') {
    const columns = [
      'sequence bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY',
      'body text NOT NULL',
      `id text COLLATE "C" NOT NULL UNIQUE GENERATED ALWAYS AS (plainJson(body) ->> '${part.key}') STORED`,
      ...part.columns.map(columnSql),
    ]
    return `CREATE TABLE ${part.name} (\n  ${columns.join(',\n  ')});`
  }
  if (part.make === 'index')
    return `CREATE INDEX ${part.on}_${part.columns.join('_')} ON ${part.on} (${[...part.columns, 'sequence'].join(', ')});`
  if (part.make === 'due index')
    return `CREATE INDEX ${part.on}_due ON ${part.on} (due) WHERE due IS NOT NULL;`
  if (part.make === 'optional column')
    return `ALTER TABLE ${part.on} ADD COLUMN ${part.name} text COLLATE "C" GENERATED ALWAYS AS (plainJson(body) ->> '${part.name}') STORED;
CREATE INDEX ${part.on}_${part.name} ON ${part.on} (${part.name}, sequence) WHERE ${part.name} IS NOT NULL;`
  if (part.make === 'whole index') return wholeIndexSql(part)
  if (part.make === 'plain columns') return tablesIn(part.of).map(plainTableSql).join('\n')
  if (part.make === 'journal')
    return `CREATE TABLE ${part.name} (
  sequence bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, ${part.of} text NOT NULL, body text NOT NULL);
CREATE INDEX ${part.name}_${part.of} ON ${part.name} (${part.of}, sequence);`
  return part.postgres
}

/**
 * How a list of a whole table writes what it is sorted by. Only one index has that expression: a list that filters can't use
 * it. By an index on the bare column a planner may walk all rows, in the right order, to the few that a filter lets through.
 */
const wholeOrder = (key: string): string => (key === 'sequence' ? '(sequence + 0)' : `(${key} || '')`)

/** How lists are asked of PostgreSQL. */
export const dialect: Dialect = { wholeOrder, comparesRows: true }

const wholeIndexSql = ({ on, column }: Part & { make: 'whole index' }) =>
  column === 'sequence'
    ? `ALTER TABLE ${on} DROP CONSTRAINT ${on}_pkey; CREATE INDEX ${on}_all ON ${on} (${wholeOrder(column)});`
    : `DROP INDEX ${on}_${column}; CREATE INDEX ${on}_all_${column} ON ${on} (${wholeOrder(column)}, sequence);`

const columnSql = ({ name, type }: Column) =>
  type === 'due'
    ? `due bigint GENERATED ALWAYS AS ((plainJson(body) ->> 'due')::bigint) STORED`
    : `${name} text COLLATE "C" NOT NULL GENERATED ALWAYS AS (coalesce(plainJson(body) ->> '${name}', '')) STORED`

/** No row is touched, however many there are. */
const plainTableSql = ({ name, columns, optional }: MadeTable) => {
  const plain = ['id', ...columns.map((column) => column.name), ...optional]
  const dropped = plain.map((column) => `ALTER COLUMN ${column} DROP EXPRESSION`)
  return `ALTER TABLE ${name} ${dropped.join(', ')};
ALTER TABLE ${name} RENAME COLUMN body TO data;`
}
