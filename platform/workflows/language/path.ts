import { StatesError } from './errors.ts'
import { excerpt } from './json.ts'
import { evaluate } from './jsonpath/evaluate.ts'
import { parseQuery } from './jsonpath/parse.ts'
import { Reader } from './jsonpath/reader.ts'
import { isSingular, type Query } from './jsonpath/syntax.ts'
import { readAt, referenceOf } from './reference-path.ts'
import type { Work } from './work.ts'

/** The longest that a path may be, in characters. */
const MOST_CHARACTERS = 4096

/** What paths read: a state's data (`$`) and the context object (`$$`). */
export interface Scope {
  readonly data: unknown
  readonly context: unknown
  /** What reading costs is counted here. */
  readonly work: Work
}

/** A parsed path of a definition. */
export interface Path {
  readonly text: string
  /** Whether it leads to one place at most. */
  readonly isReference: boolean
  /** The value where the path leads to one place; else an array of all values that it finds. */
  find(scope: Scope): [] | [unknown]
  /**
   * As `find`, for a path that must lead somewhere.
   * @param field the field of the state that the path stands in
   * @throws StatesError `States.Runtime`
   */
  read(scope: Scope, field: string): unknown
}

/** @throws with a message for people, if it is no path */
export function parsePath(text: string): Path {
  try {
    checkLength(text)
    const reader = new Reader(text)
    const path = parsePathAt(reader)
    reader.skipSpace()
    return reader.isAtEnd ? path : reader.fail('a path to end')
  } catch (error) {
    throw new Error(
      `${text.slice(0, 200)} is no path: ${error instanceof Error ? error.message : String(error)}`,
      {
        cause: error,
      },
    )
  }
}

/**
 * Parses the path at the reader's place, as far as it goes.
 * @throws with a message for people, if there is none
 */
export function parsePathAt(reader: Reader): Path {
  const start = reader.at
  const isOfContext = reader.text.startsWith('$$', start)
  if (isOfContext) reader.at += 1
  else if (!reader.text.startsWith('$', start)) reader.fail('$ or $$')
  const query = parseQuery(reader, false)
  const text = reader.text.slice(start, reader.at)
  checkLength(text)
  if (isOfContext && readsTaskToken(query))
    throw new Error('task tokens are not supported: let a Task of a manual transition wait for its outcome')
  return pathOf(query, text, isOfContext)
}

function checkLength(text: string): void {
  if (text.length > MOST_CHARACTERS) throw new Error(`it is longer than ${MOST_CHARACTERS} characters`)
}

function pathOf(query: Query, text: string, isOfContext: boolean): Path {
  const rootOf = ({ data, context }: Scope) => (isOfContext ? context : data)
  const reference = referenceOf(query)
  const isOne = isSingular(query)
  const find = (scope: Scope): [] | [unknown] => {
    if (reference) return readAt(rootOf(scope), reference)
    const found = evaluate(query, rootOf(scope), scope.work)
    if (!isOne) return [found]
    return found.length === 0 ? [] : [found[0]]
  }
  return {
    text,
    isReference: reference !== undefined,
    find,
    read(scope, field) {
      const found = find(scope)
      if (found.length > 0) return found[0]
      throw new StatesError(
        'States.Runtime',
        `the path ${text} of ${field} leads nowhere in ${excerpt(rootOf(scope))}`,
      )
    },
  }
}

function readsTaskToken({ segments: [first] }: Query): boolean {
  const [selector] = first?.selectors ?? []
  return selector?.kind === 'name' && selector.name === 'Task'
}
