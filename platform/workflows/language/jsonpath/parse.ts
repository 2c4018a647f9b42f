import { parseFilter } from './parse-filter.ts'
import type { Reader } from './reader.ts'
import type { Query, Segment, Selector } from './syntax.ts'

/** Names after a dot. In a filter a name also ends where an operator begins. */
const NAME = /(?:\\u[0-9A-Fa-f]{4}|\\.|[^\s.[\]\\()*?@,:'"])+/uy
const NAME_IN_FILTER = /(?:\\u[0-9A-Fa-f]{4}|\\.|[^\s.[\]\\()*?@,:'"=!<>&|~])+/uy
const SLICE = /(-?\d{1,9})?\s*:\s*(-?\d{1,9})?\s*(?::\s*(-?\d{1,9})?)?/uy
const INDEX = /-?\d{1,9}/uy

/**
 * Parses the query at the reader's place, as far as it goes.
 * @throws with a message for people, if it is malformed
 */
export function parseQuery(reader: Reader, isInFilter: boolean): Query {
  const root = reader.take('@') ? '@' : '$'
  if (root === '$' && !reader.take('$')) reader.fail('$')
  const segments: Segment[] = []
  for (;;) {
    const start = reader.at
    if (isInFilter) reader.skipSpace()
    const segment = parseSegment(reader, isInFilter)
    if (!segment) {
      reader.at = start
      return { root, segments }
    }
    segments.push(segment)
  }
}

function parseSegment(reader: Reader, isInFilter: boolean): Segment | undefined {
  const isDescendant = reader.take('..')
  const hasDot = isDescendant || reader.take('.')
  if (reader.take('[')) return { isDescendant, selectors: parseBrackets(reader) }
  if (!hasDot) return undefined
  if (reader.take('*')) return { isDescendant, selectors: [{ kind: 'wildcard' }] }
  const name = reader.match(isInFilter ? NAME_IN_FILTER : NAME)?.[0]
  if (name === undefined) reader.fail('a name')
  return { isDescendant, selectors: [{ kind: 'name', name: unescapeName(name) }] }
}

function parseBrackets(reader: Reader): Selector[] {
  const selectors: Selector[] = []
  do {
    reader.skipSpace()
    selectors.push(parseSelector(reader))
    reader.skipSpace()
  } while (reader.take(','))
  if (!reader.take(']')) reader.fail('] or ,')
  return selectors
}

function parseSelector(reader: Reader): Selector {
  if (reader.take('*')) return { kind: 'wildcard' }
  if (reader.take('?')) return { kind: 'filter', when: reader.nest(() => parseFilter(reader, parseQuery)) }
  const name = reader.string()
  if (name !== undefined) return { kind: 'name', name }
  const slice = reader.match(SLICE)
  if (slice) {
    const [start, end, step] = [slice[1], slice[2], slice[3]].map((part) =>
      part === undefined ? undefined : Number(part),
    )
    return { kind: 'slice', start, end, step: step ?? 1 }
  }
  const index = reader.match(INDEX)
  return index
    ? { kind: 'index', index: Number(index[0]) }
    : reader.fail('a name in quotes, an index, * or ?')
}

/** In a name after a dot a backslash takes the meaning from the next character. */
const unescapeName = (name: string) =>
  name.replaceAll(/\\(?:u([0-9A-Fa-f]{4})|(.))/gu, (_, code: string | undefined, character: string) =>
    code === undefined ? character : String.fromCharCode(Number.parseInt(code, 16)),
  )
