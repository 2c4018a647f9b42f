import { StatesError } from './errors.ts'
import { excerpt } from './json.ts'
import type { Path, Scope } from './path.ts'

/** The longest time that a state may name, in seconds. */
export const MOST_SECONDS = 99_999_999

/** Which numbers a field takes. */
interface Range {
  least: number
  most: number
  /** Whether it takes fractions. */
  isFraction?: boolean
}

/** A limit or a wait, in seconds. */
export const SECONDS: Range = { least: 1, most: MOST_SECONDS }
/** A wait in seconds, which may be none. */
export const SECONDS_OR_NONE: Range = { least: 0, most: MOST_SECONDS }
/** A number of things. */
export const COUNT: Range = { least: 0, most: MOST_SECONDS }
/** A share, of 100. */
export const PERCENTAGE: Range = { least: 0, most: 100, isFraction: true }

/**
 * The number that a path leads to.
 * @param field the field of the state that the path stands in
 * @throws StatesError `States.Runtime`
 */
export function numberAt(path: Path, scope: Scope, field: string, range: Range): number
export function numberAt(
  path: Path | undefined,
  scope: Scope,
  field: string,
  range: Range,
): number | undefined
export function numberAt(
  path: Path | undefined,
  scope: Scope,
  field: string,
  { least, most, isFraction = false }: Range,
): number | undefined {
  if (path === undefined) return undefined
  const value = path.read(scope, field)
  if (typeof value === 'number' && value >= least && value <= most && (isFraction || Number.isInteger(value)))
    return value
  throw new StatesError(
    'States.Runtime',
    `its ${field} leads to ${excerpt(value)}: expected ${isFraction ? 'a number' : 'a whole number'} from ${least} to ${most}`,
  )
}
