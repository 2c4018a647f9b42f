import { isObject } from '../../../contract/is-object.ts'
import { StatesError } from './errors.ts'
import { excerpt, sizeOf, TooLarge } from './json.ts'
import type { Path, Scope } from './path.ts'
import { writeAt, type ReferencePath } from './reference-path.ts'
import type { Work } from './work.ts'

/** InputPath and OutputPath: null stands for an empty object. */
export function select(path: Path | null | undefined, scope: Scope, field: string): unknown {
  if (path === null) return {}
  return path === undefined ? scope.data : path.read(scope, field)
}

/**
 * ResultPath: puts a state's result into its raw input. Null discards it.
 * @throws StatesError `States.Runtime`
 */
export function placeResult(
  path: ReferencePath | null | undefined,
  input: unknown,
  result: unknown,
): unknown {
  if (path === null) return input
  if (path === undefined || path.length === 0) return result
  const written = writeAt(input, path, result)
  if (written) return written.data
  const place = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`)).join('')
  throw new StatesError(
    'States.Runtime',
    `the ResultPath $${place} does not fit the state's input ${excerpt(input)}`,
  )
}

/** @throws StatesError `States.DataLimitExceeded` */
export function limit<T>(data: T, what: string, work: Work): T {
  try {
    work.spendText(sizeOf(data))
    return data
  } catch (error) {
    if (!(error instanceof TooLarge)) throw error
    throw new StatesError('States.DataLimitExceeded', `${what} is ${error.message}`)
  }
}

/** A transition's input is a JSON object. */
export function asTransitionInput(data: unknown): Record<string, unknown> {
  if (isObject(data)) return data
  throw new StatesError(
    'States.Runtime',
    `a transition's input is an object, and not ${excerpt(data)}: make one with Parameters`,
  )
}
