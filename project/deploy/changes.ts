import { isObject } from '../../contract/is-object.ts'
import { isDeepStrictEqual } from 'node:util'

/** One difference between what is and what will be. */
export interface Change {
  /** `environment.MODEL_ID`, `inputJsonSchema.properties.total.type`. */
  path: string
  /** Undefined: it is new. */
  from?: unknown
  /** Undefined: it goes. */
  to?: unknown
}

/** The differences between two JSON values, each at the deepest place that tells it. */
export function changesBetween(from: unknown, to: unknown, path: string): Change[] {
  if (isDeepStrictEqual(from, to)) return []
  if (!isObject(from) || !isObject(to))
    return [{ path, ...(from !== undefined && { from }), ...(to !== undefined && { to }) }]
  const keys = [...new Set([...Object.keys(from), ...Object.keys(to)])]
  return keys.flatMap((key) => changesBetween(from[key], to[key], path === '' ? key : `${path}.${key}`))
}
