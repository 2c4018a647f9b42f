import { isObject } from '../../contract/is-object.ts'

/**
 * What is known of a JSON value before anything runs. A shape never leaves out a value that may come: it may allow more. Where
 * nothing is known it is `any`.
 */
export type Shape =
  | { kind: 'any' }
  /** One of these; of none: there is no such value. */
  | { kind: 'union'; of: readonly Shape[] }
  | { kind: 'object'; fields: Readonly<Record<string, Field>>; isOpen: boolean }
  /** `each` are all its items in order, where they are known one by one. */
  | { kind: 'array'; items: Shape; each?: readonly Shape[] }
  | { kind: 'string' | 'number' | 'boolean' | 'null'; value?: unknown }

/** A field of an object that is known by its name. */
export interface Field {
  shape: Shape
  isOptional: boolean
}

/** Any value. */
export const ANY: Shape = { kind: 'any' }
/** No value: what never comes. */
export const NEVER: Shape = { kind: 'union', of: [] }
/** Any object. */
export const OBJECT: Shape = { kind: 'object', fields: {}, isOpen: true }
/** An object without fields. */
export const EMPTY: Shape = { kind: 'object', fields: {}, isOpen: false }
/** Any array. */
export const ARRAY: Shape = { kind: 'array', items: ANY }

/** More alternatives than these are not told apart. */
const MOST_ALTERNATIVES = 12
/** Arrays that are longer are not known item by item. */
const MOST_ITEMS = 50

/** Whether there is no such value. */
export const isNever = (shape: Shape): boolean => shape.kind === 'union' && shape.of.length === 0

/** One of several shapes. */
export function unionOf(shapes: readonly Shape[]): Shape {
  const flat = shapes.flatMap((shape) => (shape.kind === 'union' ? shape.of : [shape]))
  const unlike = new Map(flat.map((shape) => [JSON.stringify(shape), shape]))
  if (flat.some(({ kind }) => kind === 'any') || unlike.size > MOST_ALTERNATIVES) return ANY
  const [first, ...others] = unlike.values()
  return first && others.length === 0 ? first : { kind: 'union', of: [...unlike.values()] }
}

/** The shape of a value that is known. */
export function shapeOf(value: unknown): Shape {
  if (value === null) return { kind: 'null' }
  if (Array.isArray(value)) return arrayOf(value.map(shapeOf))
  if (isObject(value))
    return objectOf(Object.entries(value).map(([name, inner]) => [name, shapeOf(inner)] as const))
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return { kind: typeof value as 'string', value }
  return ANY
}

/** An array of just these. */
export function arrayOf(each: readonly Shape[]): Shape {
  const items = unionOf(each)
  return each.length > MOST_ITEMS ? { kind: 'array', items } : { kind: 'array', items, each }
}

/** An object of just these fields. */
export function objectOf(fields: readonly (readonly [string, Shape])[]): Shape {
  const known = fields.map(([name, shape]): [string, Field] => [name, { shape, isOptional: false }])
  return { kind: 'object', fields: Object.fromEntries(known), isOpen: false }
}

/** A field that the object is known to have, or may have. */
export function fieldOf(fields: Readonly<Record<string, Field>>, name: string): Field | undefined {
  return Object.hasOwn(fields, name) ? fields[name] : undefined
}

/** A shape in a word or two. */
export function describe(shape: Shape): string {
  if (shape.kind === 'union')
    return isNever(shape) ? 'nothing' : [...new Set(shape.of.map(describe))].join(' or ')
  if (shape.kind in NAMES) return NAMES[shape.kind] ?? shape.kind
  return 'value' in shape ? JSON.stringify(shape.value) : `a ${shape.kind}`
}

const NAMES: Readonly<Record<string, string>> = {
  any: 'anything',
  object: 'an object',
  array: 'an array',
  null: 'null',
}
