import { isObject } from '../../../contract/is-object.ts'
import { messageOf } from '../../../contract/index.ts'
import { StatesError } from './errors.ts'
import { parsePath, type Scope } from './path.ts'
import { comparisons } from './comparisons.ts'
import { whyUnsupported } from './unsupported.ts'

/** Whether a Choice rule applies. */
export type Condition = (scope: Scope) => boolean

const never: Condition = () => false

/** Reports a problem at a place in a definition. */
export type Complain = (path: readonly PropertyKey[], message: string) => void

const NOT_OPERATORS = new Set(['Variable', 'Next', 'End', 'Comment', 'Assign', 'Condition', 'Output'])

/**
 * Reads a Choice rule's condition.
 * @param complain called for each problem
 */
export function parseCondition(
  rule: unknown,
  complain: Complain,
  path: readonly PropertyKey[] = [],
): Condition {
  if (!isObject(rule)) {
    complain(path, 'expected an object')
    return never
  }
  const operators = Object.keys(rule).filter((name) => !NOT_OPERATORS.has(name))
  const [operator] = operators
  for (const name of Object.keys(rule)) {
    const why = whyUnsupported(name)
    if (why !== undefined) complain([...path, name], why)
  }
  if ('Condition' in rule) return never
  if (operator === undefined || operators.length > 1) {
    const found = operators.length > 1 ? `: ${operators.join(', ')}` : ''
    complain(path, `expected one comparison, And, Or or Not, and not ${operators.length}${found}`)
    return never
  }
  if (path.length > 0)
    for (const name of ['Next', 'End'])
      if (name in rule) complain([...path, name], 'stands only on the outermost rule')
  const operand = rule[operator]
  const inner = (value: unknown, ...at: PropertyKey[]) =>
    parseCondition(value, complain, [...path, operator, ...at])
  if (operator === 'Not') {
    const negated = inner(operand)
    return (scope) => !negated(scope)
  }
  if (operator === 'And' || operator === 'Or') {
    if (!Array.isArray(operand) || operand.length === 0) {
      complain([...path, operator], 'expected an array of one rule or more')
      return never
    }
    const conditions = operand.map((one, index) => inner(one, index))
    return operator === 'And'
      ? (scope) => conditions.every((condition) => condition(scope))
      : (scope) => conditions.some((condition) => condition(scope))
  }
  return parseComparison(operator, rule, complain, path)
}

function parseComparison(
  operator: string,
  rule: Record<string, unknown>,
  complain: Complain,
  path: readonly PropertyKey[],
): Condition {
  const comparison = comparisons[operator]
  const variable = readPath(rule['Variable'], complain, [...path, 'Variable'])
  if (!comparison) {
    complain([...path, operator], 'is no comparison of the language')
    return () => false
  }
  const { accepts, expected, holds, takesPath, takesAbsent } = comparison
  const operand = rule[operator]
  const other = takesPath ? readPath(operand, complain, [...path, operator]) : undefined
  if (!takesPath && !accepts(operand)) complain([...path, operator], `expected ${expected}`)
  return (scope) => {
    const found = variable?.find(scope) ?? []
    const [value] = found
    scope.work.spendText(typeof value === 'string' ? value.length : 0)
    if (found.length === 0 && !takesAbsent)
      throw new StatesError(
        'States.Runtime',
        `the Variable ${String(rule['Variable'])} leads nowhere: ask IsPresent first`,
      )
    return holds(found, other ? other.read(scope, operator) : operand)
  }
}

function readPath(value: unknown, complain: Complain, path: readonly PropertyKey[]) {
  if (typeof value !== 'string') {
    complain(path, 'expected a path')
    return undefined
  }
  try {
    return parsePath(value)
  } catch (error) {
    complain(path, messageOf(error))
    return undefined
  }
}
