import { isObject } from '../../contract/is-object.ts'
import { inspect, types } from 'node:util'
import type { JsonObject } from '../../contract/index.ts'
import { cutText } from '../../contract/message-of.ts'
import { messageOf } from '../message-of.ts'

/** Deeper values are refused by servers, and overflow stacks. */
const MAX_DEPTH = 1000

/** A handler's result that is no JSON object, or that JSON can't carry. */
export class OutputError extends Error {
  override readonly name = 'OutputError'
}

/**
 * What a handler returned as JSON carries it: `undefined` as an empty object, dates as ISO texts, fields that are
 * `undefined` left out.
 * @throws OutputError with the path of what would be lost or changed
 */
export function toJsonObject(returned: unknown): JsonObject {
  if (returned === undefined) return {}
  if (!isObject(returned))
    throw new OutputError(
      `The handler returned ${describe(returned)}: expected a JSON object, such as { total: 12.5 }`,
    )
  const json = toJson(returned, ['output'], new Set())
  if (isObject(json)) return json
  throw new OutputError(
    `The handler returned ${describe(returned)}, which becomes ${cutText(JSON.stringify(json) ?? 'nothing', 80)}: expected a JSON object`,
  )
}

/** A value as `JSON.stringify` would write it; where that drops or changes something, it throws. */
function toJson(value: unknown, path: readonly string[], parents: Set<unknown>): unknown {
  const refuse = (why: string) =>
    new OutputError(`The handler returned what JSON can't carry: ${shortened(path)} ${why}`)

  const known = read(() => ownJson(value, path.at(-1)), refuse)
  if (!Object.is(known, value)) {
    if (known !== undefined) return toJson(known, path, parents)
    throw refuse(`is a ${nameOf(value)} whose toJSON() gives nothing`)
  }
  if (typeof value === 'number' && !Number.isFinite(value))
    throw refuse(`is ${value}, which JSON has no number for`)
  const loss = read(() => lossOf(value), refuse)
  if (loss !== undefined) throw refuse(loss)
  if (typeof value !== 'object' || value === null) return value
  if (parents.has(value)) throw refuse('refers back to one of its own parents')
  if (path.length > MAX_DEPTH) throw refuse(`is nested more than ${MAX_DEPTH} levels deep`)
  parents.add(value)
  const json = Array.isArray(value)
    ? Array.from(value, (child, index) => toJson(child, [...path, String(index)], parents) ?? null)
    : Object.fromEntries(
        read(() => Object.keys(value), refuse).flatMap((key) => {
          const child: unknown = read(
            () => Reflect.get(value, key),
            (why) => refuse(`has a field ${key} that ${why}`),
          )
          return child === undefined ? [] : [[key, toJson(child, [...path, key], parents)]]
        }),
      )
  parents.delete(value)
  return json
}

/** What a value says itself that it is in JSON: by `toJSON`, or as the object that holds a text, a number or a boolean. */
function ownJson(value: unknown, key: string | undefined): unknown {
  if (value instanceof Date && Number.isNaN(value.getTime())) return value
  if (types.isBoxedPrimitive(value)) return value.valueOf()
  if (typeof value !== 'bigint' && (typeof value !== 'object' || value === null)) return value
  const toJSON: unknown = Reflect.get(Object(value), 'toJSON', value)
  return typeof toJSON === 'function' ? Reflect.apply(toJSON, value, [key]) : value
}

/** What JSON would lose of a value without a word. */
function lossOf(value: unknown): string | undefined {
  if (typeof value === 'bigint') return 'is a BigInt (convert it with String() or Number())'
  if (typeof value === 'function' || typeof value === 'symbol') return `is a ${typeof value}`
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined
  if (value instanceof Date) return 'is an invalid Date'
  if (types.isPromise(value)) return 'is a Promise (await it)'
  if (types.isNativeError(value)) return 'is an Error (return its message)'
  if (types.isRegExp(value)) return 'is a RegExp (return its source)'
  if (ArrayBuffer.isView(value) || types.isAnyArrayBuffer(value))
    return `is a ${nameOf(value)} (encode it, in base64 say)`
  if (Symbol.iterator in value || types.isWeakMap(value) || types.isWeakSet(value))
    return `is a ${nameOf(value)} (convert it with Object.fromEntries() or Array.from())`
  if (isOpaque(value)) return `is a ${nameOf(value)}, which shows no fields (return what you need of it)`
  return undefined
}

/** Whether all that an object is stands elsewhere than in its fields: a Response, a stream, a generator, private fields. */
function isOpaque(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  const isPlain = prototype === null || Object.getPrototypeOf(prototype) === null
  return !isPlain && Object.keys(value).length === 0
}

/** Reads what a getter or a proxy may refuse. */
function read<T>(get: () => T, refuse: (why: string) => OutputError): T {
  try {
    return get()
  } catch (error) {
    throw error instanceof OutputError ? error : refuse(`can't be read: ${messageOf(error)}`)
  }
}

function describe(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'an array'
  if (typeof value === 'object') return `a ${nameOf(value)}`
  return `a ${typeof value} (${inspect(value, { maxStringLength: 40, breakLength: Infinity })})`
}

const nameOf = (value: unknown) => value?.constructor?.name || 'object'

/** A path for people: of a very long one its beginning and its end. */
const shortened = (path: readonly string[]) =>
  path.length > 20 ? `${path.slice(0, 8).join('.')}.….${path.slice(-4).join('.')}` : path.join('.')
