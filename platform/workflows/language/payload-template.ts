import { messageOf } from '../../../contract/index.ts'
import { parseIntrinsic } from './intrinsics/parse.ts'
import type { IntrinsicMachine } from './intrinsics/functions.ts'
import { StatesError } from './errors.ts'
import type { Complain } from './choice.ts'
import { parsePath, type Scope } from './path.ts'
import { isObject } from './reference-path.ts'

/** Makes a value out of data, as a definition's Parameters, ItemSelector and ResultSelector say. */
export type Template = (scope: Scope, machine: IntrinsicMachine) => unknown

/** A field whose name ends so gets what a path or an intrinsic function gives. */
const DYNAMIC = '.$'

/** @param complain told of all that is wrong with it */
export function parseTemplate(
  value: unknown,
  complain: Complain,
  path: readonly PropertyKey[] = [],
): Template {
  if (Array.isArray(value)) {
    const items = value.map((item, index) => parseTemplate(item, complain, [...path, index]))
    return (scope, machine) => items.map((item) => item(scope, machine))
  }
  if (!isObject(value)) return () => value
  const fields = Object.entries(value).map(([name, field]): [string, Template] =>
    name.endsWith(DYNAMIC)
      ? [name.slice(0, -DYNAMIC.length), parseDynamic(field, complain, [...path, name])]
      : [name, parseTemplate(field, complain, [...path, name])],
  )
  return (scope, machine) =>
    Object.fromEntries(fields.map(([name, template]) => [name, template(scope, machine)]))
}

function parseDynamic(value: unknown, complain: Complain, path: readonly PropertyKey[]): Template {
  const expression = typeof value === 'string' ? readExpression(value, complain, path) : undefined
  if (typeof value !== 'string')
    complain(path, 'expected a path or an intrinsic function, as the name ends in .$')
  return expression ?? (() => undefined)
}

/** @returns undefined if it is neither a path nor an intrinsic function, which was complained of */
export function readExpression(
  text: string,
  complain: Complain,
  path: readonly PropertyKey[] = [],
): Template | undefined {
  try {
    if (!text.startsWith('$')) return parseIntrinsic(text)
    const parsed = parsePath(text)
    return (scope) => {
      const found = parsed.find(scope)
      if (found.length === 0)
        throw new StatesError(
          'States.ParameterPathFailure',
          `the path ${text} of ${path.join('.')} leads nowhere`,
        )
      return found[0]
    }
  } catch (error) {
    complain(path, messageOf(error))
    return undefined
  }
}
