import { isObject } from '../../../contract/is-object.ts'
import { messageOf } from '../../../contract/index.ts'
import { parseIntrinsic } from './intrinsics/parse.ts'
import type { IntrinsicMachine } from './intrinsics/functions.ts'
import type { Complain } from './choice.ts'
import { parsePath, type Scope } from './path.ts'

/** A parsed payload template: it makes a value out of data (Parameters, ItemSelector, ResultSelector). */
export type Template = (scope: Scope, machine: IntrinsicMachine) => unknown

/** The value of a field whose name ends so is a path or an intrinsic function. */
const DYNAMIC = '.$'

/**
 * @param complain called for each problem
 * @param field the field of the state that the template stands in
 */
export function parseTemplate(
  value: unknown,
  complain: Complain,
  field: string,
  path: readonly PropertyKey[] = [],
): Template {
  if (Array.isArray(value)) {
    const items = value.map((item, index) =>
      parseTemplate(item, complain, `${field}[${index}]`, [...path, index]),
    )
    return (scope, machine) => items.map((item) => item(scope, machine))
  }
  if (!isObject(value)) return () => value
  const fields = Object.entries(value).map(([name, inner]): [string, Template] => {
    const place = `${field}.${name}`
    if (!name.endsWith(DYNAMIC)) return [name, parseTemplate(inner, complain, place, [...path, name])]
    const plain = name.slice(0, -DYNAMIC.length)
    if (Object.hasOwn(value, plain))
      complain([...path, name], `${plain} stands beside it: give one of the two`)
    return [plain, parseDynamic(inner, complain, place, [...path, name])]
  })
  return (scope, machine) => {
    scope.work.spend(1 + fields.length)
    return Object.fromEntries(fields.map(([name, template]) => [name, template(scope, machine)]))
  }
}

function parseDynamic(
  value: unknown,
  complain: Complain,
  field: string,
  path: readonly PropertyKey[],
): Template {
  const expression = typeof value === 'string' ? readExpression(value, complain, field, path) : undefined
  if (typeof value !== 'string')
    complain(path, 'expected a path or an intrinsic function, as the name ends in .$')
  return expression ?? (() => undefined)
}

/** @returns undefined if it is neither a path nor an intrinsic function; `complain` was called */
export function readExpression(
  text: string,
  complain: Complain,
  field: string,
  path: readonly PropertyKey[] = [],
): Template | undefined {
  try {
    if (!text.startsWith('$')) return parseIntrinsic(text, field)
    const parsed = parsePath(text)
    return (scope) => parsed.read(scope, field)
  } catch (error) {
    complain(path, messageOf(error))
    return undefined
  }
}
