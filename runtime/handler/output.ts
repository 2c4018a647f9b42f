import { inspect } from 'node:util'
import type { JsonObject } from '../../contract/index.ts'
import { messageOf } from '../../contract/message-of.ts'

/** A handler's result that is no JSON object. */
export class OutputError extends Error {
  override readonly name = 'OutputError'
}

/** What a handler returned as JSON will carry it: `undefined` as an empty object, dates as ISO texts. */
export function toJsonObject(returned: unknown): JsonObject {
  const value = returned ?? {}
  if (returned === null || typeof value !== 'object' || Array.isArray(value)) {
    throw new OutputError(
      `The handler returned ${describe(returned)}: expected a JSON object, such as { total: 12.5 }`,
    )
  }
  let json: string
  try {
    json = JSON.stringify(value)
  } catch (error) {
    const culprit = findCulprit(value, 'output', [])
    throw new OutputError(`The handler returned what JSON can't carry: ${culprit ?? messageOf(error)}`)
  }
  const object: unknown = JSON.parse(json)
  if (typeof object === 'object' && object !== null && !Array.isArray(object)) return object as JsonObject
  throw new OutputError(
    `The handler returned ${describe(returned)}, which becomes ${json.slice(0, 80)}: expected a JSON object`,
  )
}

function describe(value: unknown): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'an array'
  if (typeof value === 'object') return `a ${value?.constructor?.name ?? 'object'}`
  return `a ${typeof value} (${inspect(value, { maxStringLength: 40, breakLength: Infinity })})`
}

/** The path of the first value that makes `JSON.stringify` throw, and why it does. */
function findCulprit(value: unknown, path: string, ancestors: readonly unknown[]): string | undefined {
  if (typeof value === 'bigint') return `${path} is a BigInt (convert it with String() or Number())`
  if (typeof value !== 'object' || value === null) return undefined
  if (ancestors.includes(value)) return `${path} refers back to one of its own parents`
  for (const [key, child] of Object.entries(value)) {
    const culprit = findCulprit(child, `${path}.${key}`, [...ancestors, value])
    if (culprit) return culprit
  }
  return undefined
}
