import { isObject } from '../../contract/is-object.ts'
import { intrinsics } from '../../platform/workflows/language/intrinsics/functions.ts'
import type { Kind } from '../../platform/workflows/language/intrinsics/kinds.ts'
import { Reader } from '../../platform/workflows/language/jsonpath/reader.ts'
import { parsePathAt } from '../../platform/workflows/language/path.ts'
import { parseReferencePath } from '../../platform/workflows/language/reference-path.ts'
import { didYouMean } from '../nearest.ts'
import { read } from './access.ts'
import { misfitOf } from './misfit.ts'
import {
  ANY,
  ARRAY,
  arrayOf,
  describe,
  isNever,
  OBJECT,
  objectOf,
  shapeOf,
  unionOf,
  type Shape,
} from './shape.ts'

/** What a state can't do with any data that reaches it. */
export class CannotFit extends Error {
  override readonly name = 'CannotFit'
  /** The field, from the state on. */
  readonly path: readonly PropertyKey[]

  constructor(path: readonly PropertyKey[], message: string) {
    super(message)
    this.path = path
  }
}

/** What paths read. */
export interface ShapeScope {
  data: Shape
  /** `$$.Map.Item.Value`, in a Map. */
  item?: Shape
}

/**
 * What a path gives.
 * @param at the field that it stands in
 * @throws CannotFit where it leads nowhere, whatever the data is
 */
export function readPath(text: string, scope: ShapeScope, at: readonly PropertyKey[]): Shape {
  const isOfContext = text.startsWith('$$')
  const path = parseReferencePath(isOfContext ? text.slice(1) : text)
  // A path to several places finds an array, which may be empty.
  if (!path) return ANY
  if (isOfContext) {
    const [map, item, value, ...rest] = path
    const isItem = map === 'Map' && item === 'Item' && value === 'Value'
    return isItem && scope.item ? found(text, scope.item, rest, at) : ANY
  }
  return found(text, scope.data, path, at)
}

function found(
  text: string,
  shape: Shape,
  path: readonly (string | number)[],
  at: readonly PropertyKey[],
): Shape {
  const { shape: value, is } = read(shape, path)
  if (is !== 'never') return value
  throw new CannotFit(at, `${text} leads nowhere: ${whatIs(shape, path)}`)
}

/** How far a path leads, and what is there. */
function whatIs(shape: Shape, path: readonly (string | number)[]): string {
  const reached = path.findIndex((_, index) => read(shape, path.slice(0, index + 1)).is === 'never')
  const before = read(shape, path.slice(0, reached)).shape
  const place = reached === 0 ? 'the data' : path.slice(0, reached).join('.')
  if (before.kind !== 'object') return `${place} is ${describe(before)}`
  const names = Object.keys(before.fields)
  const has = names.length === 0 ? 'no field' : names.join(', ')
  return `${place} has ${has}${didYouMean(String(path[reached]), names)}`
}

/**
 * What a template gives (Parameters, ResultSelector, ItemSelector).
 * @throws CannotFit
 */
export function fill(template: unknown, scope: ShapeScope, at: readonly PropertyKey[]): Shape {
  if (Array.isArray(template)) return arrayOf(template.map((one, index) => fill(one, scope, [...at, index])))
  if (!isObject(template)) return shapeOf(template)
  return objectOf(
    Object.entries(template).map(([name, inner]) => {
      if (!name.endsWith('.$')) return [name, fill(inner, scope, [...at, name])]
      return [name.slice(0, -2), evaluate(String(inner), scope, [...at, name])]
    }),
  )
}

/**
 * What a path or an intrinsic function gives.
 * @throws CannotFit
 */
export function evaluate(text: string, scope: ShapeScope, at: readonly PropertyKey[]): Shape {
  return text.startsWith('$') ? readPath(text, scope, at) : invoke(new Reader(text), scope, at)
}

const NAME = /\s*(States\.\w+)\s*\(\s*/uy
const STRING = /'((?:\\.|[^'\\])*)'/uy
const LITERAL = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/uy

/** The definition has been read without a problem: what stands here is an invocation. */
function invoke(reader: Reader, scope: ShapeScope, at: readonly PropertyKey[]): Shape {
  const name = reader.match(NAME)?.[1] ?? ''
  const args: Shape[] = []
  while (!reader.isAtEnd && !reader.take(')')) {
    args.push(argument(reader, scope, at))
    reader.skipSpace()
    reader.take(',')
    reader.skipSpace()
  }
  const intrinsic = intrinsics[name]
  for (const [index, given] of args.entries()) {
    const misfit = misfitOf(given, OF_KIND[intrinsic?.takes[index] ?? intrinsic?.rest ?? 'any'])
    if (misfit !== undefined) throw new CannotFit(at, `argument ${index + 1} of ${name}: it ${misfit}`)
  }
  return resultOf(name, args)
}

function argument(reader: Reader, scope: ShapeScope, at: readonly PropertyKey[]): Shape {
  reader.skipSpace()
  if (reader.match(STRING)) return { kind: 'string' }
  const literal = reader.match(LITERAL)
  if (literal) return shapeOf(JSON.parse(literal[0]))
  if (reader.text.startsWith('$', reader.at)) return readPath(parsePathAt(reader).text, scope, at)
  return invoke(reader, scope, at)
}

const OF_KIND: Readonly<Record<Kind, Shape>> = {
  any: ANY,
  array: ARRAY,
  boolean: { kind: 'boolean' },
  number: { kind: 'number' },
  object: OBJECT,
  string: { kind: 'string' },
}

/** What each function gives, where more is known than that it gives something. */
function resultOf(name: string, args: readonly Shape[]): Shape {
  const [first = ANY] = args
  switch (name) {
    case 'States.Format':
    case 'States.JsonToString':
    case 'States.Base64Encode':
    case 'States.Base64Decode':
    case 'States.Hash':
    case 'States.UUID':
      return { kind: 'string' }
    case 'States.ArrayLength':
    case 'States.MathAdd':
    case 'States.MathRandom':
      return { kind: 'number' }
    case 'States.ArrayContains':
      return { kind: 'boolean' }
    case 'States.Array':
      return arrayOf(args)
    case 'States.ArrayPartition':
      return { kind: 'array', items: ARRAY }
    case 'States.ArrayRange':
      return { kind: 'array', items: { kind: 'number' } }
    case 'States.StringSplit':
      return { kind: 'array', items: { kind: 'string' } }
    case 'States.ArrayUnique':
      return { kind: 'array', items: itemsOf(first) }
    case 'States.ArrayGetItem':
      return itemsOf(first)
    case 'States.JsonMerge':
      return OBJECT
    default:
      return ANY
  }
}

/** What is an item of an array, or of one of several. */
export function itemsOf(shape: Shape): Shape {
  if (shape.kind === 'array') return shape.items
  if (shape.kind !== 'union') return ANY
  const arrays = shape.of.filter(({ kind }) => kind === 'array' || kind === 'any')
  const items = unionOf(arrays.map(itemsOf))
  return isNever(items) ? ANY : items
}
