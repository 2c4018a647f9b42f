import { JSONPathEnvironment } from 'json-p3'
import { messageOf } from '../../../contract/index.ts'
import { StatesError } from './errors.ts'
import { parseReferencePath, readAt } from './reference-path.ts'

/** What paths are read from: a state's data (`$`) and the context object (`$$`). */
export interface Scope {
  readonly data: unknown
  readonly context: unknown
}

/** A path of a definition, read once. */
export interface Path {
  readonly text: string
  /** Whether it leads to one place, and not to however many there are. */
  readonly isReference: boolean
  /** What is there: one value where the path leads to one place; else an array of all that it finds. */
  find(scope: Scope): [] | [unknown]
  /**
   * As `find`, for a path that must lead somewhere.
   * @throws StatesError `States.Runtime`
   */
  read(scope: Scope): unknown
}

const environment = new JSONPathEnvironment()

/** @throws in words, if it is no path */
export function parsePath(text: string): Path {
  const isOfContext = text.startsWith('$$')
  const query = isOfContext ? text.slice(1) : text
  const rootOf = ({ data, context }: Scope) => (isOfContext ? context : data)
  const reference = parseReferencePath(query)
  const find = reference ? (scope: Scope) => readAt(rootOf(scope), reference) : findAll(query, text, rootOf)
  return {
    text,
    isReference: reference !== undefined,
    find,
    read(scope) {
      const found = find(scope)
      if (found.length === 0)
        throw new StatesError('States.Runtime', `the path ${text} leads nowhere in ${excerpt(rootOf(scope))}`)
      return found[0]
    },
  }
}

function findAll(query: string, text: string, rootOf: (scope: Scope) => unknown): Path['find'] {
  if (!query.startsWith('$')) throw new Error(`${text} is no path: expected one that starts with $ or $$`)
  try {
    const compiled = environment.compile(query)
    const isOne = compiled.singularQuery()
    return (scope) => {
      // Whatever a path is read from came out of JSON.
      const values = compiled.query(rootOf(scope) as Parameters<typeof compiled.query>[0]).values()
      if (!isOne) return [values]
      return values.length === 0 ? [] : [values[0]]
    }
  } catch (error) {
    throw new Error(`${text} is no path: ${messageOf(error)}`, { cause: error })
  }
}

/** Enough of a value to know it again. */
export function excerpt(value: unknown): string {
  const text = JSON.stringify(value) ?? 'nothing'
  return text.length > 200 ? `${text.slice(0, 200)}…` : text
}
