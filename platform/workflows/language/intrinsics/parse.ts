import { messageOf } from '../../../../contract/index.ts'
import { StatesError } from '../errors.ts'
import { excerpt } from '../json.ts'
import { Reader } from '../jsonpath/reader.ts'
import { parsePathAt } from '../path.ts'
import type { Template } from '../payload-template.ts'
import { intrinsics, type Intrinsic } from './functions.ts'
import { describeKind, isOfKind, type Kind } from './kinds.ts'

/** The longest that an invocation may be, in characters. */
const MOST_CHARACTERS = 65_536

const NAME = /States\.\w+/uy
const STRING = /'((?:\\.|[^'\\])*)'/uy
const NUMBER = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/uy
const WORD = /true|false|null/uy

/** An argument: its value is known now where it is a literal. */
interface Argument {
  template: Template
  literal?: { value: unknown }
}

/**
 * Parses an invocation of an intrinsic function, and those in its arguments.
 * @param field the field of the state that it stands in
 * @throws with a message for people, if it is none
 */
export function parseIntrinsic(text: string, field: string): Template {
  const reader = new Reader(text)
  try {
    if (text.length > MOST_CHARACTERS) throw new Error(`it is longer than ${MOST_CHARACTERS} characters`)
    const parsed = parseInvocation(reader, field)
    reader.skipSpace()
    return reader.isAtEnd ? parsed : reader.fail('nothing more')
  } catch (error) {
    throw new Error(`${text.slice(0, 200)} is no intrinsic function: ${messageOf(error)}`, { cause: error })
  }
}

function parseInvocation(reader: Reader, field: string): Template {
  reader.skipSpace()
  const [name] = reader.match(NAME) ?? reader.fail('a function such as States.Format')
  const intrinsic = intrinsics[name]
  if (!intrinsic) throw new Error(`there is no ${name}: there are ${Object.keys(intrinsics).join(', ')}`)
  reader.skipSpace()
  if (!reader.take('(')) reader.fail('(')
  const args = reader.nest(() => parseArguments(reader, name, field))
  checkArguments(name, intrinsic, args)
  return (scope, machine) => {
    const values = args.map(({ template }) => template(scope, machine))
    try {
      scope.work.spend(1 + values.length)
      return intrinsic.call(values, machine, scope.work)
    } catch (error) {
      if (error instanceof StatesError) throw error
      throw new StatesError('States.Runtime', `${name} of ${field}: ${messageOf(error)}`)
    }
  }
}

function parseArguments(reader: Reader, name: string, field: string): Argument[] {
  const args: Argument[] = []
  reader.skipSpace()
  if (reader.take(')')) return args
  do {
    args.push(parseArgument(reader, name === 'States.Format' && args.length === 0, field))
    reader.skipSpace()
  } while (reader.take(','))
  if (!reader.take(')')) reader.fail(', or )')
  return args
}

/** @param isTemplate States.Format itself removes the backslashes */
function parseArgument(reader: Reader, isTemplate: boolean, field: string): Argument {
  reader.skipSpace()
  const string = reader.match(STRING)
  if (string) return literal((string[1] ?? '').replaceAll(isTemplate ? /\\(')/gu : /\\(.)/gu, '$1'))
  const token = reader.match(NUMBER) ?? reader.match(WORD)
  if (token) return literal(JSON.parse(token[0]))
  if (!reader.text.startsWith('$', reader.at)) return { template: parseInvocation(reader, field) }
  const path = parsePathAt(reader)
  return { template: (scope) => path.read(scope, field) }
}

const literal = (value: unknown): Argument => ({ template: () => value, literal: { value } })

/** The last kind stands for all further arguments. */
const kindAt = ({ takes, rest }: Intrinsic, index: number): Kind => takes[index] ?? rest ?? 'any'

function checkArguments(name: string, intrinsic: Intrinsic, args: readonly Argument[]): void {
  const { takes, optional = 0, rest } = intrinsic
  const [least, most] = [takes.length - optional, rest ? Infinity : takes.length]
  if (args.length < least || args.length > most)
    throw new Error(`${name} takes ${describeCount(least, most)}, and not ${args.length}`)
  for (const [index, arg] of args.entries())
    if (arg.literal) checkKind(kindAt(intrinsic, index), arg.literal.value)
}

function checkKind(kind: Kind, value: unknown): void {
  if (!isOfKind(kind, value)) throw new Error(`expected ${describeKind(kind)}, and not ${excerpt(value)}`)
}

function describeCount(least: number, most: number): string {
  if (most === Infinity) return `${least} argument${least === 1 ? '' : 's'} or more`
  return least === most ? `${least} argument${least === 1 ? '' : 's'}` : `${least} or ${most} arguments`
}
