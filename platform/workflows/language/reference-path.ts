import { isObject } from '../../../contract/is-object.ts'
import { parseQuery } from './jsonpath/parse.ts'
import { Reader } from './jsonpath/reader.ts'
import type { Query } from './jsonpath/syntax.ts'

/** The names and indexes of a reference path, from the root on. */
export type ReferencePath = readonly (string | number)[]

/** The deepest that a reference path may lead. */
const MOST_STEPS = 100

/** @returns undefined if the text is no path, or may lead to more than one place */
export function parseReferencePath(text: string): ReferencePath | undefined {
  try {
    const reader = new Reader(text)
    const query = parseQuery(reader, false)
    reader.skipSpace()
    return reader.isAtEnd ? referenceOf(query) : undefined
  } catch {
    return undefined
  }
}

/** @returns undefined if the query may lead to more than one place, or counts from an array's end */
export function referenceOf({ root, segments }: Query): ReferencePath | undefined {
  const steps = segments.flatMap(({ isDescendant, selectors: [selector, ...more] }): (string | number)[] => {
    if (isDescendant || more.length > 0) return []
    if (selector?.kind === 'name') return [selector.name]
    return selector?.kind === 'index' && selector.index >= 0 ? [selector.index] : []
  })
  return root === '$' && steps.length === segments.length && steps.length <= MOST_STEPS ? steps : undefined
}

/** @returns the value in an array; an empty array if there is none */
export function readAt(data: unknown, path: ReferencePath): [] | [unknown] {
  let value = data
  for (const step of path) {
    if (typeof step === 'number' ? !Array.isArray(value) || step >= value.length : !hasField(value, step))
      return []
    value = (value as Record<string | number, unknown>)[step]
  }
  return [value]
}

/**
 * Copies the data with a value at a path. Missing objects are made.
 * @returns undefined if the path leads through something that is no object
 */
export function writeAt(data: unknown, path: ReferencePath, value: unknown): { data: unknown } | undefined {
  const [step, ...rest] = path
  if (step === undefined) return { data: value }
  if (typeof step === 'number') {
    if (!Array.isArray(data) || step >= data.length) return undefined
    const written = writeAt(data[step], rest, value)
    return written && { data: data.with(step, written.data) }
  }
  if (!isObject(data)) return undefined
  const written = writeAt(hasField(data, step) ? data[step] : {}, rest, value)
  return written && { data: { ...data, [step]: written.data } }
}

const hasField = (value: unknown, name: string): value is Record<string, unknown> =>
  isObject(value) && Object.hasOwn(value, name)
