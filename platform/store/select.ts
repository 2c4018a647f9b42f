// The SQL of lists. Each statement asks for one value a column, so that an index gives its rows in the right order,
// and a page costs the same however many rows there are. Filters of several values become several statements.
import { InvalidNextTokenError, type ListQuery, type TableName } from './store.ts'

/** One statement, and the values for its question marks. */
export interface Statement {
  readonly text: string
  readonly values: readonly (string | number | null)[]
}

/** What each statement of a page answers with. */
export interface Found {
  readonly data: string
  readonly sequence: number
  readonly key: string | number
}

/** Type-free, as SQL is. */
type AnyWhere = Readonly<Record<string, unknown>>
type AnyQuery = Omit<ListQuery<never>, 'where' | 'sortBy'> & { where?: AnyWhere; sortBy?: string }

/** What one database can, or does better, than another. */
export interface Dialect {
  /** How a list of a whole table writes its key. */
  wholeOrder: (key: string) => string
  /** Whether an index serves `(key, sequence) > (?, ?)`. */
  comparesRows: boolean
}

/** Of such a comparison SQLite searches by the key alone, and walks all rows with the same key. */
const sqlite: Dialect = { wholeOrder: (key) => key, comparesRows: false }

/**
 * The statements whose rows, merged, are a page and one row more. After the first page they are two where rows can't be
 * compared: rows with the same key as the last one, then rows with later keys.
 * @throws InvalidNextTokenError
 */
export function selectPage(
  table: TableName,
  { where = {}, sortBy = 'sequence', order = 'ascending', limit, nextToken }: AnyQuery,
  { wholeOrder, comparesRows }: Dialect = sqlite,
): Statement[] {
  const [direction, later] = order === 'ascending' ? ['ASC', '>'] : ['DESC', '<']
  const filters = combinations(where)
  const isWhole = filters.every((equal) => Object.keys(equal).length === 0)
  const key = isWhole ? wholeOrder(sortBy) : sortBy
  const starts =
    nextToken === undefined ? [{}] : startsAfter(readToken(nextToken), sortBy, key, later, comparesRows)
  return filters.flatMap((equal) =>
    starts.map((start) => {
      const { filter, values } = conditions(equal, start)
      return {
        text: `SELECT data, sequence, ${sortBy} AS key FROM ${table} ${filter} ORDER BY ${key} ${direction}, sequence ${direction} LIMIT ?`,
        values: [...values, limit + 1],
      }
    }),
  )
}

type Values = Record<string, string | number>

/** Conditions by their SQL, with what stands for their question marks. */
type Conditions = Record<string, readonly (string | number)[]>

function startsAfter(
  [last, sequence]: [string | number, number],
  sortBy: string,
  key: string,
  later: string,
  comparesRows: boolean,
): Conditions[] {
  if (sortBy === 'sequence') return [{ [`${key} ${later} ?`]: [sequence] }]
  // Only the index in this order serves it without a sort, so a planner that knows little chooses no other.
  if (comparesRows) return [{ [`(${key}, sequence) ${later} (?, ?)`]: [last, sequence] }]
  return [{ [`${key} = ?`]: [last], [`sequence ${later} ?`]: [sequence] }, { [`${key} ${later} ?`]: [last] }]
}

function conditions(equal: Values, start: Conditions = {}): { filter: string; values: (string | number)[] } {
  const all = [...Object.keys(equal).map((column) => `${column} = ?`), ...Object.keys(start)]
  return {
    filter: all.length > 0 ? `WHERE ${all.join(' AND ')}` : '',
    values: [...Object.values(equal), ...Object.values(start).flat()],
  }
}

/** The statement that answers with the row that was inserted first, if there is any. */
export function selectFirst(table: TableName, column: string, value: string): Statement {
  const { filter, values } = conditions({ [column]: value })
  return { text: `SELECT id FROM ${table} ${filter} ORDER BY sequence LIMIT 1`, values }
}

/** The page of what its statements have found. */
export function mergePage(
  found: Found[],
  { order = 'ascending', limit }: Pick<AnyQuery, 'order' | 'limit'>,
): { page: Found[]; nextToken: string | null } {
  const sign = order === 'ascending' ? 1 : -1
  const sorted = found.toSorted(
    (a, b) => sign * (a.key === b.key ? a.sequence - b.sequence : a.key < b.key ? -1 : 1),
  )
  const page = sorted.slice(0, limit)
  const last = sorted.length > limit ? page.at(-1) : undefined
  return {
    page,
    nextToken: last ? Buffer.from(JSON.stringify([last.key, last.sequence])).toString('base64url') : null,
  }
}

/** The statements whose numbers, added, say how many rows there are. */
export function selectCount(table: TableName, where: AnyWhere): Statement[] {
  return combinations(where).map((equal) => {
    const { filter, values } = conditions(equal)
    return { text: `SELECT count(*) AS count FROM ${table} ${filter}`, values }
  })
}

/** `{a: 1, b: [2, 3]}` is `{a: 1, b: 2}` or `{a: 1, b: 3}`. */
function combinations(where: AnyWhere): Record<string, string>[] {
  return Object.entries(where)
    .filter(([, wanted]) => wanted !== undefined)
    .reduce<Record<string, string>[]>(
      (done, [column, wanted]) =>
        [...new Set([wanted].flat().map(String))].flatMap((value) =>
          done.map((equal) => ({ ...equal, [column]: value })),
        ),
      [{}],
    )
}

function readToken(token: string): [string | number, number] {
  try {
    const [key, sequence] = JSON.parse(Buffer.from(token, 'base64url').toString())
    if ((typeof key === 'string' || typeof key === 'number') && Number.isSafeInteger(sequence))
      return [key, sequence]
  } catch {}
  throw new InvalidNextTokenError('nextToken: expected one that a list answered with')
}
