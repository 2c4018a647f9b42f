import { indexOf } from './index-of.ts'
import { compareTimestamps, parseTimestamp, type Timestamp } from './timestamp.ts'

/** One of the language's comparisons. */
interface Comparison {
  /** Whether its operand may stand in a definition. */
  accepts: (operand: unknown) => boolean
  /** Such an operand, in words. */
  expected: string
  /** @param found the variable's value; empty if it is missing */
  holds: (found: [] | [unknown], operand: unknown) => boolean
  /** The operand is a path to the other value. */
  takesPath?: boolean
  /** A missing variable is no error. */
  takesAbsent?: boolean
}

const isString = (value: unknown): value is string => typeof value === 'string'
const isNumber = (value: unknown): value is number => typeof value === 'number'
const isBoolean = (value: unknown): value is boolean => typeof value === 'boolean'
const isTimestamp = (value: unknown): value is string => parseTimestamp(value) !== undefined

const orders = {
  Equals: (order: number) => order === 0,
  LessThan: (order: number) => order < 0,
  GreaterThan: (order: number) => order > 0,
  LessThanEquals: (order: number) => order <= 0,
  GreaterThanEquals: (order: number) => order >= 0,
}

const orderOf = (a: Timestamp | undefined, b: Timestamp | undefined) => (a && b ? compareTimestamps(a, b) : 0)

const compare = <T extends string | number>(a: T, b: T) => (a < b ? -1 : a > b ? 1 : 0)

/** A comparison, and its variant whose operand is a path. Values of another type are never equal, less or greater. */
function pair<T>(
  name: string,
  expected: string,
  accepts: (value: unknown) => value is T,
  holds: (value: T, operand: T) => boolean,
): Record<string, Comparison> {
  const comparison: Comparison = {
    accepts,
    expected,
    holds: ([value], operand) => accepts(value) && accepts(operand) && holds(value, operand),
  }
  return { [name]: comparison, [`${name}Path`]: { ...comparison, expected: 'a path', takesPath: true } }
}

function ordered<T>(
  prefix: string,
  expected: string,
  accepts: (value: unknown) => value is T,
  order: (value: T, operand: T) => number,
): Record<string, Comparison> {
  return Object.assign(
    {},
    ...Object.entries(orders).map(([name, decides]) =>
      pair(prefix + name, expected, accepts, (value, operand) => decides(order(value, operand))),
    ),
  )
}

/** `IsString: false` holds where `IsString: true` doesn't. */
const typeTest = (isSo: (found: [] | [unknown]) => boolean, takesAbsent = false): Comparison => ({
  accepts: isBoolean,
  expected: 'true or false',
  takesAbsent,
  holds: (found, operand) => isSo(found) === operand,
})

/** All comparisons by name. */
export const comparisons: Readonly<Record<string, Comparison>> = Object.assign(Object.create(null), {
  ...ordered('String', 'a string', isString, compare),
  ...ordered('Numeric', 'a number', isNumber, compare),
  ...ordered('Timestamp', 'a timestamp such as 2026-03-12T09:30:00Z', isTimestamp, (a, b) =>
    orderOf(parseTimestamp(a), parseTimestamp(b)),
  ),
  ...pair('BooleanEquals', 'true or false', isBoolean, (value, operand) => value === operand),
  StringMatches: {
    accepts: isString,
    expected: 'a string, where * stands for any characters',
    holds: ([value], operand) => isString(value) && isString(operand) && matches(value, operand),
  },
  IsPresent: typeTest((found) => found.length > 0, true),
  IsNull: typeTest(([value]) => value === null),
  IsString: typeTest(([value]) => isString(value)),
  IsNumeric: typeTest(([value]) => isNumber(value)),
  IsBoolean: typeTest(([value]) => isBoolean(value)),
  IsTimestamp: typeTest(([value]) => isTimestamp(value)),
} satisfies Record<string, Comparison>)

/** Looks for the pieces between the `*` in order. A regular expression could take exponential time. */
function matches(value: string, pattern: string): boolean {
  const [first = '', ...rest] = piecesOf(pattern)
  const last = rest.pop()
  if (last === undefined) return value === first
  if (!value.startsWith(first)) return false
  let at = first.length
  for (const piece of rest) {
    const found = indexOf(value, piece, at)
    if (found === -1) return false
    at = found + piece.length
  }
  return value.length - last.length >= at && value.endsWith(last)
}

/** The pieces between the `*`. `\*` and `\\` escape a character. */
function piecesOf(pattern: string): string[] {
  const pieces = ['']
  for (const [token] of pattern.matchAll(/\\[*\\]|[^]/gu)) {
    if (token === '*') pieces.push('')
    else
      pieces.push(
        (pieces.pop() ?? '') + (token.length > 1 && token.startsWith('\\') ? token.slice(1) : token),
      )
  }
  return pieces
}
