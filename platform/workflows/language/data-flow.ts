import { StatesError } from './errors.ts'
import type { Path, Scope } from './path.ts'
import { excerpt } from './path.ts'
import { isObject, writeAt, type ReferencePath } from './reference-path.ts'

/** The longest a state's data may be as JSON, in characters, as on the platform. */
const MOST_DATA = 262_144

/** InputPath and OutputPath: null stands for an empty object. */
export function select(path: Path | null | undefined, scope: Scope): unknown {
  if (path === null) return {}
  return path === undefined ? scope.data : path.read(scope)
}

/**
 * ResultPath: where a state's result goes in its raw input; null: nowhere.
 * @throws StatesError `States.ResultPathMatchFailure`
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
    'States.ResultPathMatchFailure',
    `the ResultPath $${place} does not fit the state's input ${excerpt(input)}`,
  )
}

/** @throws StatesError `States.DataLimitExceeded` */
export function limit<T>(data: T, what: string): T {
  const { length } = JSON.stringify(data) ?? ''
  if (length <= MOST_DATA) return data
  throw new StatesError(
    'States.DataLimitExceeded',
    `${what} has ${length} characters as JSON: at most ${MOST_DATA} are allowed`,
  )
}

/** What a transition takes. */
export function asTransitionInput(data: unknown): Record<string, unknown> {
  if (isObject(data)) return data
  throw new StatesError(
    'States.Runtime',
    `a transition's input is an object, and not ${excerpt(data)}: make one with Parameters`,
  )
}
