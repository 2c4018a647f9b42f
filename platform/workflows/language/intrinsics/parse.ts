import { messageOf } from '../../../../contract/index.ts'
import { parsePath } from '../path.ts'
import type { Template } from '../payload-template.ts'
import { StatesError } from '../errors.ts'
import { intrinsics } from './functions.ts'

/**
 * What an invocation is made of. A path ends where its argument does: brackets and strings in it may hold commas and
 * parentheses.
 */
const TOKENS = {
  name: /States\.\w+/uy,
  string: /'((?:\\.|[^'\\])*)'/uy,
  number: /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/uy,
  word: /true|false|null/uy,
  path: /\$(?:\\.|\[(?:'(?:\\.|[^'\\])*'|"(?:\\.|[^"\\])*"|\[[^\]]*\]|[^'"[\]])*\]|[^\s,()[\]\\])*/uy,
  space: /\s*/uy,
}

/**
 * Reads an intrinsic function's invocation, with all that stand in its arguments.
 * @throws in words, if it is none
 */
export function parseIntrinsic(text: string): Template {
  let at = 0
  const take = (kind: keyof typeof TOKENS): RegExpExecArray | undefined => {
    const pattern = TOKENS[kind]
    pattern.lastIndex = at
    const found = pattern.exec(text)
    if (found) at += found[0].length
    return found ?? undefined
  }
  const isNext = (character: string) => {
    take('space')
    if (text[at] !== character) return false
    at += 1
    return true
  }
  const fail = (expected: string): never => {
    throw new Error(
      `${text} is no intrinsic function: expected ${expected} at ${text.slice(at, at + 20) || 'its end'}`,
    )
  }

  function invocation(): Template {
    take('space')
    const [name] = take('name') ?? fail('a function such as States.Format')
    const intrinsic = intrinsics[name]
    if (!intrinsic)
      throw new Error(`${name} is no intrinsic function: there are ${Object.keys(intrinsics).join(', ')}`)
    if (!isNext('(')) fail('(')
    const args: Template[] = []
    if (!isNext(')')) {
      do args.push(argument(name === 'States.Format' && args.length === 0))
      while (isNext(','))
      if (!isNext(')')) fail(', or )')
    }
    const [least, most] = intrinsic.takes
    if (args.length < least || args.length > most)
      throw new Error(`${name} takes ${describe(least, most)}, and not ${args.length}`)
    return (scope, machine) => {
      try {
        return intrinsic.call(
          args.map((arg) => arg(scope, machine)),
          machine,
        )
      } catch (error) {
        if (error instanceof StatesError) throw error
        throw new StatesError('States.IntrinsicFailure', `${name}: ${messageOf(error)}`)
      }
    }
  }

  /** @param isTemplate States.Format itself takes the backslashes from what is left as it is */
  function argument(isTemplate: boolean): Template {
    take('space')
    const string = take('string')
    if (string) return constant((string[1] ?? '').replaceAll(isTemplate ? /\\(')/gu : /\\(.)/gu, '$1'))
    const literal = take('number') ?? take('word')
    if (literal) return constant(JSON.parse(literal[0]))
    const path = take('path')
    if (!path) return invocation()
    const parsed = parsePath(path[0])
    return (scope) => {
      const found = parsed.find(scope)
      if (found.length === 0) throw new Error(`the path ${path[0]} leads nowhere`)
      return found[0]
    }
  }

  const parsed = invocation()
  take('space')
  return at < text.length ? fail('nothing more') : parsed
}

const constant =
  (value: unknown): Template =>
  () =>
    value

function describe(least: number, most: number): string {
  if (most === Infinity) return `${least} arguments or more`
  return least === most ? `${least} argument${least === 1 ? '' : 's'}` : `${least} or ${most} arguments`
}
